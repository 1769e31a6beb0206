package io.clusterboot.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.RestartReason;
import io.clusterboot.WorkerState;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for the page about the meters: it names each meter that there is, and no other.
 */
@EnabledOnOs(OS.LINUX)
class MetricsPageTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(cluster\\.[a-z.]+)` \\|(.*)\\|$");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final Map<String, List<String>> rows;

	private final String page;

	MetricsPageTests() throws IOException {
		this.page = Files.readString(Path.of("..", "docs", "metrics.md"));
		this.rows = ROW.matcher(this.page)
			.results()
			.collect(Collectors.toMap((row) -> row.group(1),
					(row) -> Arrays.stream(row.group(2).split("\\|")).map(String::strip).toList()));
		ClusterStatusSource source = new FakeStatusSource(TestCluster.status(2,
				TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.READY)));
		ClusterMetrics metrics = new ClusterMetrics(
				new StaticListableBeanFactory(Map.of("source", source)).getBeanProvider(ClusterStatusSource.class));
		metrics.bindTo(this.registry);
		metrics.onApplicationEvent(mock(ApplicationReadyEvent.class));
	}

	@Test
	void pageHasEveryMeterWithItsKindAndTags() {
		Map<String, String> shown = new TreeMap<>();
		this.rows.forEach((name, cells) -> shown.put(name, cells.get(0) + " " + codes(cells.get(1))));
		Map<String, String> registered = new TreeMap<>();
		this.registry.getMeters()
			.forEach((meter) -> registered.put(meter.getId().getName(), kind(meter) + " " + tags(meter)));
		assertThat(shown).isEqualTo(registered);
	}

	@Test
	void pageHasTheNamesThatPrometheusSees() {
		Set<String> shown = new TreeSet<>();
		this.rows.values().forEach((cells) -> shown.addAll(codes(cells.get(cells.size() - 1))));
		Set<String> scraped = this.registry.scrape()
			.lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("[{ ]")[0])
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(shown).isEqualTo(scraped);
	}

	@Test
	void pageHasTheValuesOfTheTags() {
		assertThat(codes(this.page)).containsAll(values(RestartReason.values(), RestartReason::tag))
			.containsAll(values(WorkerState.values(), (state) -> state.name().toLowerCase(Locale.ROOT)))
			.contains("success", "failure");
	}

	@Test
	void pageIsShort() {
		assertThat(this.page.lines()).hasSizeLessThanOrEqualTo(100);
	}

	private <T> List<String> values(T[] values, Function<T, String> tag) {
		return Stream.of(values).map(tag).toList();
	}

	private Set<String> tags(Meter meter) {
		return meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
	}

	private String kind(Meter meter) {
		return switch (meter.getId().getType()) {
			case COUNTER -> "counter";
			case TIMER -> "timer";
			default -> "gauge";
		};
	}

	private Set<String> codes(String text) {
		return CODE.matcher(text)
			.results()
			.map((MatchResult code) -> code.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
