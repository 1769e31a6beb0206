package io.clusterboot.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link SingleProcessCheck} and {@link SingleProcessDatabaseFailureAnalyzer}.
 */
class SingleProcessCheckTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	private final List<String> warnings = new ArrayList<>();

	private final List<String> infos = new ArrayList<>();

	@Test
	void checkWhenNothingConfiguredIsQuiet() {
		check(4, PresentClasses.HIKARI);
		assertThat(this.warnings).isEmpty();
		assertThat(this.infos).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "spring.datasource.url, jdbc:h2:./x", "spring.datasource.hikari.jdbc-url, jdbc:derby:x",
			"spring.r2dbc.url, r2dbc:h2:file:///./x" })
	void checkWhenFileOfOneProcessAndSeveralWorkersThrows(String key, String url) {
		set(key, url);
		assertThatExceptionOfType(SingleProcessDatabaseException.class).isThrownBy(() -> check(2))
			.withMessageContaining("2 workers")
			.withMessageContaining(key + "=" + url);
	}

	@Test
	void checkWhenFileOfOneProcessAndOneWorkerWarnsThatItCannotBeReloaded() {
		set("spring.datasource.url", "jdbc:h2:./x;PASSWORD=geheim");
		check(1);
		assertThat(this.warnings).singleElement()
			.asString()
			.contains("cannot be reloaded", "spring.datasource.url=jdbc:h2:./x")
			.doesNotContain("geheim");
	}

	@Test
	void checkWhenFileSharedByServerIsQuiet() {
		set("spring.datasource.url", "jdbc:h2:./x;AUTO_SERVER=TRUE");
		check(4);
		assertThat(this.warnings).isEmpty();
	}

	@Test
	void checkWhenInMemoryWarns() {
		set("spring.datasource.url", "jdbc:h2:mem:x;PASSWORD=geheim");
		check(4, PresentClasses.HIKARI);
		assertThat(this.warnings).singleElement()
			.asString()
			.contains("spring.datasource.url=jdbc:h2:mem:x", "each of the 4 workers has its own database")
			.doesNotContain("geheim");
		assertThat(this.infos).isEmpty();
	}

	@Test
	void checkWhenEmbeddedWithoutUrlWarns() {
		check(4, PresentClasses.JDBC, PresentClasses.HIKARI, "org.h2.Driver");
		assertThat(this.warnings).singleElement().asString().contains("spring.datasource.url is not set");
		assertThat(this.infos).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "logging.file.name, logs/app.log", "logging.file.path, logs" })
	void checkWhenLogFileAndOwnLoggingConfigurationWarns(String key, String value) {
		set(key, value);
		check(4);
		assertThat(this.warnings).isEmpty();
		set("logging.config", "https://user:geheim@localhost/logback.xml");
		check(4);
		assertThat(this.warnings).singleElement()
			.asString()
			.contains("shared by 4 workers", "logging.config=https://user:******@localhost/logback.xml");
	}

	@Test
	void checkWhenOwnLoggingConfigurationAloneIsQuiet() {
		set("logging.config", "classpath:logback.xml");
		check(4);
		assertThat(this.warnings).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "'', 10 × 4 workers = 40 connections", "25, 25 × 4 workers = 100 connections" })
	void checkWhenPoolReportsConnections(String size, String expected) {
		set("spring.datasource.url", "jdbc:postgresql://localhost/x");
		set("spring.datasource.hikari.maximumPoolSize", size);
		check(4, PresentClasses.HIKARI);
		assertThat(this.infos).singleElement().asString().endsWith("connection pools: " + expected);
		assertThat(this.warnings).isEmpty();
	}

	@Test
	void checkWhenNoHikariReportsNoConnections() {
		set("spring.datasource.url", "jdbc:postgresql://localhost/x");
		check(4);
		set("spring.datasource.type", "org.apache.commons.dbcp2.BasicDataSource");
		check(4, PresentClasses.HIKARI);
		assertThat(this.infos).isEmpty();
	}

	@Test
	void checkWhenPoolSizeIsNoNumberReportsNoConnections() {
		set("spring.datasource.url", "jdbc:postgresql://localhost/x");
		set("spring.datasource.hikari.maximum-pool-size", "many");
		check(4, PresentClasses.HIKARI);
		assertThat(this.infos).isEmpty();
	}

	@Test
	void analyzeWhenH2OffersAutoServer() {
		FailureAnalysis analysis = analyze("jdbc:h2:./x;PASSWORD=geheim");
		assertThat(analysis.getDescription()).contains("4 worker processes", "spring.datasource.url=jdbc:h2:./x")
			.doesNotContain("geheim");
		assertThat(analysis.getAction()).contains(";AUTO_SERVER=TRUE", "database server", "cluster.workers=1",
				"cannot be reloaded");
	}

	@Test
	void analyzeWhenOtherDatabaseOffersNoAutoServer() {
		assertThat(analyze("jdbc:hsqldb:file:x").getAction()).doesNotContain("AUTO_SERVER")
			.contains("database server", "cluster.workers=1");
	}

	private FailureAnalysis analyze(String url) {
		set("spring.datasource.url", url);
		SingleProcessDatabaseException failure = catchThrowableOfType(SingleProcessDatabaseException.class,
				() -> check(4));
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, ex) -> {
			}));
		return analyzers.stream()
			.filter(SingleProcessDatabaseFailureAnalyzer.class::isInstance)
			.map((analyzer) -> analyzer.analyze(new IllegalStateException(failure)))
			.findFirst()
			.orElseThrow();
	}

	private void set(String key, String value) {
		this.environment.getPropertySources().addFirst(new MapPropertySource(key, Map.of(key, value)));
	}

	private void check(int workers, String... present) {
		new SingleProcessCheck(this.infos::add).check(this.environment, new PresentClasses(present), workers,
				this.warnings::add);
	}

}
