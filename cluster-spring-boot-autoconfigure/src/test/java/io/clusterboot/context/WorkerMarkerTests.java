package io.clusterboot.context;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerMarker}, its exception and its failure analyzer.
 */
class WorkerMarkerTests {

	private final Map<String, String> properties = new HashMap<>(
			Map.of("cluster.worker.ordinal", "2", "cluster.worker.id", "7", "cluster.worker.generation", "3",
					"cluster.worker.channel", "/run/cluster/channel.sock"));

	private final WorkerMarker marker = new WorkerMarker(this.properties::get);

	@Test
	void isPresentWhenNothingIsSetIsFalse() {
		this.properties.clear();
		assertThat(this.marker.isPresent()).isFalse();
	}

	@Test
	void readWhenCompleteIsWorker() {
		assertThat(this.marker.isPresent()).isTrue();
		assertThat(this.marker.read())
			.isEqualTo(new Role.Worker(new WorkerIdentity(7, 2, 3), Path.of("/run/cluster/channel.sock")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cluster.worker.ordinal", "cluster.worker.id", "cluster.worker.generation",
			"cluster.worker.channel" })
	void readWhenPartIsMissingFails(String key) {
		this.properties.remove(key);
		assertThat(this.marker.isPresent()).isTrue();
		assertThatExceptionOfType(WorkerMarkerException.class).isThrownBy(this.marker::read)
			.withMessageContaining("'" + key + "' is missing");
	}

	@ParameterizedTest
	@CsvSource({ "cluster.worker.ordinal, -1", "cluster.worker.ordinal, first", "cluster.worker.id, 0",
			"cluster.worker.generation, 0", "cluster.worker.channel, ''", "cluster.worker.id, 99999999999" })
	void readWhenPartMakesNoSenseFails(String key, String value) {
		this.properties.put(key, value);
		assertThatExceptionOfType(WorkerMarkerException.class).isThrownBy(this.marker::read)
			.withMessageContaining("'" + key + "' has the value '" + value + "'");
	}

	@Test
	void analyzeSaysWhatToRemove() {
		FailureAnalysis analysis = new WorkerMarkerFailureAnalyzer()
			.analyze(new RuntimeException(new WorkerMarkerException("cluster.worker.channel", null)));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains("'cluster.worker.channel' is missing");
		assertThat(analysis.getAction()).contains("Remove").contains("cluster.worker.");
	}

}
