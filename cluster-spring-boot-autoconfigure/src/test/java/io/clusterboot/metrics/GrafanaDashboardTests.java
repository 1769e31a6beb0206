package io.clusterboot.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.WorkerState;
import io.clusterboot.actuate.ActuatorApplication;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the dashboard for Grafana, {@code docs/grafana/cluster-dashboard.json}: it
 * asks for what a real scrape has, and for all that it has of the cluster.
 */
@EnabledOnOs(OS.LINUX)
class GrafanaDashboardTests {

	private static final String CLUSTER = "cluster_";

	private static final String DATA_SOURCE = "${datasource}";

	/**
	 * What is no metric: matchers, ranges and the lists of labels.
	 */
	private static final Pattern LABELS = Pattern
		.compile("\\{[^}]*}|\\[[^\\]]*]|\\b(by|without|on|ignoring)\\s*\\([^)]*\\)");

	private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?!\\s*\\()");

	private static final Set<String> OPERATORS = Set.of("or", "and", "unless");

	/**
	 * What an application tells Prometheus that asks for a histogram of its requests.
	 */
	private static Set<String> scraped;

	private final JsonNode dashboard = read();

	@BeforeAll
	static void scrape() throws Exception {
		FakeStatusSource source = new FakeStatusSource(TestCluster.status(2, TestCluster.worker(0, WorkerState.READY),
				TestCluster.worker(1, WorkerState.READY)));
		try (ActuatorApplication application = ActuatorApplication.worker(source,
				"management.metrics.distribution.percentiles-histogram.http.server.requests=true")) {
			// Neither is counted before there was one.
			application.get("/health");
			System.gc();
			scraped = Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> names(application.get("/prometheus").body()),
						(names) -> names.contains("jvm_gc_pause_seconds_sum"));
		}
	}

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
			assertThat(metrics(expression)).as(expression).isNotEmpty().isSubsetOf(scraped);
			assertThat(selectors(expression)).as(expression)
				.isNotEmpty()
				.allMatch((selector) -> selector.startsWith("{application=~\"$application\",instance=~\"$instance\""));
		}
	}

	@Test
	void everyMeterOfTheClusterIsShown() {
		List<String> meters = scraped.stream().filter((name) -> name.startsWith(CLUSTER)).toList();
		assertThat(meters).isNotEmpty();
		assertThat(expressions().stream().flatMap((expression) -> metrics(expression).stream())).containsAll(meters);
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

	private static Set<String> names(String scrape) {
		return scrape.lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("[{ ]")[0])
			.collect(Collectors.toCollection(TreeSet::new));
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
