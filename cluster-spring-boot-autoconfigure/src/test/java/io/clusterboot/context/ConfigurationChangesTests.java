package io.clusterboot.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConfigurationChanges}.
 */
class ConfigurationChangesTests {

	private final List<String> warnings = new ArrayList<>();

	private final ConfigurationChanges changes = new ConfigurationChanges(
			Map.of("cluster.workers", "2", "server.port", "8080"), this.warnings::add);

	@Test
	void compareWhenNothingChangedIsSilent() {
		this.changes.compare(Map.of("cluster.workers", "2", "server.port", "8080"));
		assertThat(this.warnings).isEmpty();
	}

	@Test
	void compareWhenChangedTellsEachKeyOnceForAllWorkers() {
		for (int worker = 0; worker < 2; worker++) {
			this.changes.compare(Map.of("cluster.workers", "3", "server.port", "8080", "cluster.slow-start", "1s"));
		}
		assertThat(this.warnings).containsExactly(
				"cluster.slow-start is now 1s but was not set when the primary started;"
						+ " it takes effect when the primary is restarted",
				"cluster.workers is now 3 but was 2 when the primary started;"
						+ " it takes effect when the primary is restarted");
	}

	@Test
	void compareWhenSpelledOtherwiseIsSilent() {
		ConfigurationChanges spelled = new ConfigurationChanges(Map.of("cluster.maxworkers", "2"), this.warnings::add);
		spelled.compare(Map.of("cluster.max-workers", "2"));
		assertThat(this.warnings).isEmpty();
	}

	@Test
	void compareWhenSecretChangesTwiceTellsTwice() {
		for (String value : List.of("a", "b", "b")) {
			this.changes.compare(Map.of("cluster.workers", "2", "server.port", "8080", "cluster.env.KEY", value));
		}
		assertThat(this.warnings).hasSize(2);
	}

	@Test
	void compareWhenRemovedTellsSo() {
		this.changes.compare(Map.of("cluster.workers", "2"));
		assertThat(this.warnings).containsExactly("server.port is no longer set but was 8080 when the primary started;"
				+ " it takes effect when the primary is restarted");
	}

	@Test
	void compareWhenChangedBackAndAgainTellsAgain() {
		this.changes.compare(Map.of("cluster.workers", "3", "server.port", "8080"));
		this.changes.compare(Map.of("cluster.workers", "2", "server.port", "8080"));
		this.changes.compare(Map.of("cluster.workers", "3", "server.port", "8080"));
		assertThat(this.warnings).hasSize(2);
	}

	@Test
	void compareWhenItMayBeSecretTellsTheKeyOnly() {
		this.changes.compare(Map.of("cluster.workers", "2", "server.port", "8080", "cluster.env.API_KEY", "s3cret",
				"cluster.jvm.args[0]", "-Dkey=s3cret"));
		assertThat(this.warnings).containsExactly(
				"cluster.env.API_KEY has changed since the primary started;"
						+ " it takes effect when the primary is restarted",
				"cluster.jvm.args[0] has changed since the primary started;"
						+ " it takes effect when the primary is restarted");
	}

}
