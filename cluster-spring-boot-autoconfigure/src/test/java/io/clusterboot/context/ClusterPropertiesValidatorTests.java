package io.clusterboot.context;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link ClusterPropertiesValidator}, its exception and its failure analyzer.
 */
class ClusterPropertiesValidatorTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void validateWhenNothingIsSetPasses() {
		assertThatNoException().isThrownBy(this::validate);
	}

	@ParameterizedTest
	@CsvSource({ "cluster.workers, 1", "cluster.workers, 1024", "cluster.workers, Auto", "cluster.max-workers, 1",
			"cluster.restart.limit, 0", "cluster.startup.parallelism, 1", "cluster.shutdown.timeout, 2001ms",
			"cluster.jvm.args[0], -Xmx1g", "cluster.jvm.heap, Auto", "cluster.jvm.heap, inherit",
			"cluster.jvm.heap, 64m", "cluster.jvm.heap, 2GB", "cluster.jvm.cache, AUTO", "cluster.jvm.cache, Off",
			"cluster.jvm.cache, 'false'", "cluster.jvm.affinity, ' AUTO'", "cluster.jvm.affinity, 'false'",
			"cluster.jvm.affinity, Off", "cluster.jvm.cache, /var/cache/app", "cluster.jvm.cache, ' /a '",
			"cluster.jvm.args, '-Dx=a b,--add-opens=java.base/java.lang=ALL-UNNAMED'", "cluster.env.NAME, a=b",
			"cluster.drain.period, 0s", "cluster.slow-start, 0s", "cluster.reload.timeout, 1ms",
			"cluster.steering, auto", "cluster.steering, OFF", "cluster.reload.watch, true",
			"cluster.warmup.paths, '/,/api/items?size=1'", "cluster.recycle.max-lifetime, 1ms",
			"cluster.recycle.max-requests, 1", "cluster.recycle.max-heap-after-gc, 1B", "cluster.management.port, 0",
			"cluster.management.port, 65535", "cluster.management.port, ''", "cluster.management.timeout, 1ms",
			"cluster.management.broadcast, 'caches,refresh'" })
	void validateWhenAllowedPasses(String key, String value) {
		this.environment.setProperty(key, value);
		assertThatNoException().isThrownBy(this::validate);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "0", "-1", "many", "true", "2.5", "100000", "1025", "99999999999999", "auto4", "+4", "0x10" })
	void validateWhenWorkersIsWrongFails(String value) {
		this.environment.setProperty("cluster.workers", value);
		assertInvalid("cluster.workers", value, "'auto' or a whole number from 1 to 1024");
	}

	@ParameterizedTest
	@ValueSource(strings = { "many", "63m", "0", "-1g", "1.5g", "75%", "" })
	void validateWhenHeapIsWrongFails(String value) {
		this.environment.setProperty("cluster.jvm.heap", value);
		assertInvalid("cluster.jvm.heap", value, "'auto', 'inherit' or a size of at least 64m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "on", "true", "0,1" })
	void affinityWhenItIsNeitherAutoNorOffIsInvalid(String value) {
		this.environment.setProperty("cluster.jvm.affinity", value);
		assertInvalid("cluster.jvm.affinity", value, "'auto' or 'off'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "on", "true", "cache", "./cache", "~/cache" })
	void validateWhenCacheIsWrongFails(String value) {
		this.environment.setProperty("cluster.jvm.cache", value);
		assertInvalid("cluster.jvm.cache", value, "'auto', 'off' or the absolute path of a folder");
	}

	@Test
	void validateWhenWhatIsToBeDividedIsNotSetFails() {
		this.environment.setProperty("cluster.divide", "pool.size");
		assertInvalid("cluster.divide", "pool.size",
				"names of properties that are set, to what all workers together shall have");
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "off", "OFF", "no" })
	void validateWhenWorkersIsOffSuggestsSwitch(String value) {
		this.environment.setProperty("cluster.workers", value);
		assertInvalid("cluster.workers", value, "cluster.enabled=false switches the cluster off");
	}

	@Test
	void validateWhenYamlTypesFailsWithTheirText() {
		this.environment.setProperty("cluster.workers", Boolean.FALSE);
		assertInvalid("cluster.workers", "false", "cluster.enabled=false");
		this.environment.setProperty("cluster.workers", 2.5);
		assertInvalid("cluster.workers", "2.5", "'auto' or a whole number");
		this.environment.setProperty("cluster.workers", 4);
		assertThatNoException().isThrownBy(this::validate);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cluster.startup.timeout", "cluster.restart.initial-backoff",
			"cluster.restart.max-backoff", "cluster.restart.period", "cluster.heartbeat.interval",
			"cluster.heartbeat.park-after", "cluster.heartbeat.timeout", "cluster.shutdown.timeout",
			"cluster.reload.timeout", "cluster.recycle.max-lifetime", "cluster.management.timeout" })
	void validateWhenDurationIsNotPositiveFails(String key) {
		this.environment.setProperty(key, "0s");
		assertInvalid(key, "0s", "a duration longer than 0");
		this.environment.setProperty(key, "-1s");
		assertInvalid(key, "-1s", "a duration longer than 0");
	}

	@ParameterizedTest
	@CsvSource({ "cluster.max-workers, 0, a whole number from 1", "cluster.max-workers, 2000, to 1024",
			"cluster.drain.period, -1s, a duration that is not negative",
			"cluster.slow-start, -1s, a duration that is not negative", "cluster.recycle.max-requests, 0, at least 1",
			"cluster.recycle.max-heap-after-gc, 0B, a size larger than 0",
			"cluster.recycle.max-heap-after-gc, -1MB, a size larger than 0", "cluster.restart.limit, -1, at least 0",
			"cluster.startup.parallelism, 0, at least 1",
			"cluster.shutdown.timeout, 2s, 'longer than cluster.drain.period, which is 2000ms'",
			"cluster.restart.initial-backoff, 31s, 'at most cluster.restart.max-backoff, which is 30000ms'",
			"cluster.management.port, -1, 'a port from 0, which gives a free one, to 65535'",
			"cluster.management.port, 65536, to 65535",
			"cluster.management.broadcast, 'caches/all', 'ids of endpoints, such as'",
			"cluster.heartbeat.interval, 30s, 'shorter than cluster.heartbeat.timeout, which is 30000ms'" })
	void validateWhenOutOfRangeFails(String key, String value, String allowed) {
		this.environment.setProperty(key, value);
		assertInvalid(key, value, allowed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "health", " /health", "", "http://localhost/" })
	void validateWhenWarmupPathIsWrongFails(String path) {
		this.environment.setProperty("cluster.warmup.paths[0]", "/");
		this.environment.setProperty("cluster.warmup.paths[1]", path);
		assertInvalid("cluster.warmup.paths", path, "paths that begin with '/'");
	}

	@Test
	void validateWhenOtherSideOfRangeIsSetTellsDefault() {
		this.environment.setProperty("cluster.heartbeat.timeout", "1s");
		assertInvalid("cluster.heartbeat.interval", "1000ms", "shorter than cluster.heartbeat.timeout");
	}

	@Test
	void validateWhenIntervalReachesParkAfterThatIsSetFails() {
		this.environment.setProperty("cluster.heartbeat.interval", "3s");
		this.environment.setProperty("cluster.heartbeat.park-after", "3s");
		assertInvalid("cluster.heartbeat.interval", "3s", "shorter than cluster.heartbeat.park-after, which is 3000ms");
	}

	@Test
	void validateWhenIntervalReachesParkAfterThatIsNotSetPasses() {
		this.environment.setProperty("cluster.heartbeat.interval", "10s");
		assertThatNoException().isThrownBy(this::validate);
	}

	@Test
	void validateWhenParkAfterReachesTimeoutPasses() {
		this.environment.setProperty("cluster.heartbeat.park-after", "1m");
		assertThatNoException().isThrownBy(this::validate);
		this.environment.setProperty("cluster.heartbeat.park-after", "2s");
		this.environment.setProperty("cluster.heartbeat.timeout", "2s");
		assertThatNoException().isThrownBy(this::validate);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "Xmx1g", "", " ", "-jar", "-cp", "-classpath", "--class-path=x", "-m", "--module=x", "@args" })
	void validateWhenJvmArgumentIsWrongFails(String argument) {
		this.environment.setProperty("cluster.jvm.args[0]", "-Xmx1g");
		this.environment.setProperty("cluster.jvm.args[1]", argument);
		assertInvalid("cluster.jvm.args", argument, "JVM options that begin with '-'");
	}

	@Test
	void validateWhenVariableHasEqualsSignFails() {
		this.environment.setProperty("cluster.env[A=B]", "x");
		assertInvalid("cluster.env", "A=B", "contain no '='");
	}

	@Test
	void analyzeNamesKeyValueOriginAndWhatIsAllowed() {
		Origin origin = new Origin() {

			@Override
			public String toString() {
				return "application.yml:7";
			}

		};
		this.environment.getPropertySources()
			.addFirst(new OriginTrackedMapPropertySource("file",
					Map.of("cluster.restart.limit", OriginTrackedValue.of("-3", origin))));
		InvalidClusterPropertyException ex = catchThrowableOfType(InvalidClusterPropertyException.class,
				this::validate);
		FailureAnalysis analysis = new InvalidClusterPropertyFailureAnalyzer().analyze(ex);
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription())
			.isEqualTo("Property 'cluster.restart.limit' has the value '-3' but must be "
					+ "a whole number of at least 0 (set in application.yml:7).");
		assertThat(analysis.getAction())
			.isEqualTo("Set 'cluster.restart.limit' to a whole number of at least 0, or remove it.");
	}

	private void assertInvalid(String key, String value, String allowed) {
		assertThatExceptionOfType(InvalidClusterPropertyException.class).isThrownBy(this::validate)
			.withMessageContaining(allowed)
			.satisfies((ex) -> assertThat(ex.getKey()).isEqualTo(key))
			.satisfies((ex) -> assertThat(ex.getValue()).isEqualTo(value));
	}

	private void validate() {
		ClusterProperties properties = Binder.get(this.environment).bindOrCreate("cluster", ClusterProperties.class);
		new ClusterPropertiesValidator(this.environment).validate(properties);
	}

}
