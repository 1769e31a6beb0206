package io.clusterboot.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the dashboard for Grafana, {@code docs/grafana/cluster-dashboard.json}.
 */
class GrafanaDashboardTests {

	/**
	 * Meters of the cluster, as Prometheus names them.
	 */
	private static final Set<String> CLUSTER = Set.of("cluster_workers", "cluster_worker_up",
			"cluster_worker_restarts_total", "cluster_reloads_total", "cluster_restarts_total",
			"cluster_worker_startup_seconds_sum", "cluster_worker_startup_seconds_count",
			"cluster_worker_startup_seconds_max", "cluster_worker_heartbeat_age_seconds", "cluster_worker_connections",
			"cluster_worker_requests_total", "cluster_worker_requests_active", "cluster_worker_weight",
			"cluster_listener_queue", "cluster_listener_overflows_total");

	/**
	 * Meters that every Spring Boot application has.
	 */
	private static final Set<String> APPLICATION = Set.of("http_server_requests_seconds_count",
			"http_server_requests_seconds_sum", "jvm_memory_used_bytes", "jvm_memory_max_bytes",
			"jvm_gc_pause_seconds_sum", "jvm_threads_live_threads", "process_cpu_usage", "system_cpu_count");

	/**
	 * Meters that an application has if it asks for them.
	 */
	private static final Set<String> OPTIONAL = Set.of("http_server_requests_seconds_bucket");

	private static final String DATA_SOURCE = "${datasource}";

	/**
	 * What is no metric: matchers, ranges and the lists of labels.
	 */
	private static final Pattern LABELS = Pattern
		.compile("\\{[^}]*}|\\[[^\\]]*]|\\b(by|without|on|ignoring)\\s*\\([^)]*\\)");

	private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?!\\s*\\()");

	private static final Set<String> OPERATORS = Set.of("or", "and", "unless");

	private final JsonNode dashboard = read();

	@Test
	void everyPanelHasTitleAndIdOfItsOwn() {
		assertThat(panels()).hasSizeGreaterThan(10)
			.allSatisfy((panel) -> assertThat(panel.path("title").asString()).isNotBlank());
		assertThat(panels().stream().map((panel) -> panel.get("id").asInt())).doesNotHaveDuplicates();
		assertThat(charts().stream().map(this::title)).doesNotHaveDuplicates();
	}

	@Test
	void everyPanelAsksTheChosenDataSource() {
		assertThat(charts()).allSatisfy((panel) -> {
			assertThat(panel.at("/datasource/uid").asString()).isEqualTo(DATA_SOURCE);
			assertThat(panel.path("description").asString()).isNotBlank();
			assertThat(panel.get("targets").values()).isNotEmpty()
				.allSatisfy((target) -> assertThat(target.at("/datasource/uid").asString()).isEqualTo(DATA_SOURCE));
		});
	}

	@Test
	void everyExpressionAsksForKnownMetricsOfWhatIsChosen() {
		for (String expression : expressions()) {
			assertThat(metrics(expression)).as(expression).isNotEmpty().allMatch(this::known);
			assertThat(selectors(expression)).as(expression)
				.isNotEmpty()
				.allMatch((selector) -> selector.startsWith("{application=~\"$application\",instance=~\"$instance\""));
		}
	}

	@Test
	void everyMeterOfTheClusterIsShown() {
		assertThat(expressions().stream().flatMap((expression) -> metrics(expression).stream())).containsAll(CLUSTER);
	}

	@Test
	void panelsDoNotOverlap() {
		Set<String> cells = new HashSet<>();
		for (JsonNode panel : panels()) {
			JsonNode position = panel.get("gridPos");
			int left = position.get("x").asInt();
			int top = position.get("y").asInt();
			assertThat(left + position.get("w").asInt()).as(title(panel)).isLessThanOrEqualTo(24);
			for (int x = left; x < left + position.get("w").asInt(); x++) {
				for (int y = top; y < top + position.get("h").asInt(); y++) {
					assertThat(cells.add(x + "," + y)).as(title(panel)).isTrue();
				}
			}
		}
	}

	@Test
	void variablesChooseDataSourceApplicationInstanceAndWorker() {
		List<JsonNode> variables = List.copyOf(this.dashboard.at("/templating/list").values());
		assertThat(variables.stream().map((variable) -> variable.get("name").asString())).containsExactly("datasource",
				"application", "instance", "worker");
		assertThat(variables.get(0).get("query").asString()).isEqualTo("prometheus");
		// A label that nobody sets is matched, too.
		assertThat(variables.subList(1, 4))
			.allSatisfy((variable) -> assertThat(variable.get("allValue").asString()).isEqualTo(".*"));
		assertThat(this.dashboard.get("schemaVersion").asInt()).isBetween(38, 41);
	}

	private boolean known(String name) {
		return CLUSTER.contains(name) || APPLICATION.contains(name) || OPTIONAL.contains(name);
	}

	private List<JsonNode> panels() {
		return List.copyOf(this.dashboard.get("panels").values());
	}

	private List<JsonNode> charts() {
		return panels().stream().filter((panel) -> !"row".equals(panel.get("type").asString())).toList();
	}

	private String title(JsonNode panel) {
		return panel.get("title").asString();
	}

	private List<String> expressions() {
		Stream<JsonNode> targets = charts().stream().flatMap((panel) -> panel.get("targets").values().stream());
		Stream<JsonNode> annotations = this.dashboard.at("/annotations/list")
			.values()
			.stream()
			.filter((annotation) -> annotation.has("expr"));
		return Stream.concat(targets, annotations).map((asking) -> asking.get("expr").asString()).toList();
	}

	private static List<String> metrics(String expression) {
		return NAME.matcher(LABELS.matcher(expression).replaceAll(" "))
			.results()
			.map((found) -> found.group())
			.filter((name) -> !OPERATORS.contains(name))
			.toList();
	}

	private static List<String> selectors(String expression) {
		return Pattern.compile("\\{[^}]*}").matcher(expression).results().map((found) -> found.group()).toList();
	}

	private static JsonNode read() {
		try {
			return new JsonMapper()
				.readTree(Files.readString(Path.of("..", "docs", "grafana", "cluster-dashboard.json")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
