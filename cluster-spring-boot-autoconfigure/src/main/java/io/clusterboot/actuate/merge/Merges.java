package io.clusterboot.actuate.merge;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Knows for each endpoint of Boot's that speaks for all workers how their answers become
 * one.
 *
 * @since 0.1.0
 */
public final class Merges {

	/**
	 * Reads by the endpoint's id and by the parameters that it takes from the path.
	 */
	private static final Map<String, Merge> READS = Map.ofEntries(Map.entry("info", new InfoMerge()),
			Map.entry("metrics", new NamesMerge()), Map.entry("metrics/requiredMetricName", new MeterMerge()),
			Map.entry("threaddump", new ThreadDumpMerge()), Map.entry("env", new EnvironmentMerge()),
			Map.entry("env/toMatch", new EnvironmentMerge()), Map.entry("configprops", Merge.union()),
			Map.entry("configprops/prefix", Merge.union()), Map.entry("beans", Merge.union()),
			Map.entry("mappings", Merge.union()), Map.entry("conditions", Merge.union()),
			Map.entry("scheduledtasks", new ScheduledTasksMerge()), Map.entry("caches", Merge.union()),
			Map.entry("caches/cache", Merge.first()), Map.entry("loggers", Merge.union()),
			Map.entry("loggers/name", Merge.first()),
			Map.entry("httpexchanges", TimelineMerge.newestFirst("exchanges")),
			Map.entry("auditevents", TimelineMerge.oldestFirst("events")), Map.entry("startup", new StartupMerge()),
			Map.entry("sessions", new ElementsMerge("sessions", "id")), Map.entry("sessions/sessionId", Merge.first()));

	private Merges() {
	}

	/**
	 * Return how the timelines of several starts become one.
	 * @return the merge
	 */
	public static Merge startup() {
		return ofAnswers(new StartupMerge());
	}

	/**
	 * Return how the answers to a read become one.
	 * @param endpoint id of the endpoint
	 * @param parameters names of the parameters that the operation takes
	 * @return the merge, or {@code null} where there is none and one worker answers
	 */
	public static @Nullable Merge read(String endpoint, Set<String> parameters) {
		Merge merge = READS.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(endpoint + "/")
					&& parameters.contains(entry.getKey().substring(endpoint.length() + 1)))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseGet(() -> READS.get(endpoint));
		return (merge != null) ? ofAnswers(merge) : null;
	}

	/**
	 * Return a merge for which it makes no difference that workers have no answer.
	 * @param merge makes one answer of those there are, of which there is at least one
	 * @return the merge
	 */
	private static Merge ofAnswers(Merge merge) {
		return (parts) -> {
			List<Part> answers = parts.stream().filter((part) -> part.answer() != null).toList();
			return answers.isEmpty() ? null : merge.merge(answers);
		};
	}

}
