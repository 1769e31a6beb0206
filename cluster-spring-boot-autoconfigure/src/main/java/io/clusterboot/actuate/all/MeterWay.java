package io.clusterboot.actuate.all;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvocationContext;

import io.clusterboot.actuate.merge.Merges;
import io.clusterboot.metrics.ClusterMeterNames;

/**
 * Reads the names of meters, or one of them. The meters of the cluster are the same in
 * every worker, so this one's stand for all.
 */
final class MeterWay implements Way {

	static final String NAME = "requiredMetricName";

	private static final String WORKER_TAG = WorkerParameter.NAME + ":";

	private final OneWorker one;

	private final Way names;

	private final Way meter;

	MeterWay(OneWorker one, EndpointJson json, MetricsRead memory) {
		this.one = one;
		this.names = new MergedWay(one, json, Objects.requireNonNull(Merges.read("metrics", Set.of())));
		this.meter = new MergedWay(one, json, Objects.requireNonNull(Merges.read("metrics", Set.of(NAME)))) {

			@Override
			Departed departed(InvocationContext context, Set<Long> answered) {
				return memory.departed(name(context), tags(context.getArguments().get("tag")), answered);
			}

		};
	}

	@Override
	public @Nullable Object invoke(KnownOperation operation, InvocationContext context) {
		if (!operation.parameterNames().contains(NAME)) {
			return this.names.invoke(operation, context);
		}
		if (ClusterMeterNames.include(name(context))) {
			return operation.invoker().invoke(context);
		}
		Object result = this.meter.invoke(operation, context);
		return (result != null) ? result : untagged(operation, context);
	}

	/**
	 * Read the meter of one worker that is asked for by a tag which its meters have not
	 * got.
	 * @param operation the operation
	 * @param context what it is asked for
	 * @return the meter, or {@code null} if no worker is asked for
	 */
	private @Nullable Object untagged(KnownOperation operation, InvocationContext context) {
		List<String> tags = tags(context.getArguments().get("tag"));
		String worker = tags.stream().filter((tag) -> tag.matches(WORKER_TAG + "[0-9]{1,4}")).findFirst().orElse(null);
		if (worker == null) {
			return null;
		}
		tags.remove(worker);
		Map<String, Object> arguments = new LinkedHashMap<>(context.getArguments());
		arguments.put("tag", tags);
		return this.one.invoke(operation, new OwnContext(context, arguments),
				Integer.parseInt(worker.substring(WORKER_TAG.length())));
	}

	private static String name(InvocationContext context) {
		return String.valueOf(context.getArguments().get(NAME));
	}

	private static List<String> tags(@Nullable Object tag) {
		List<String> tags = new ArrayList<>();
		if (tag instanceof List<?> list) {
			list.forEach((element) -> tags.add(String.valueOf(element)));
		}
		else if (tag != null) {
			tags.addAll(List.of(String.valueOf(tag).split(",")));
		}
		return tags;
	}

}
