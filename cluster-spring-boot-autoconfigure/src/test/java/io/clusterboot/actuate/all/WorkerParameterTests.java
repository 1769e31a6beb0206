package io.clusterboot.actuate.all;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerParameter}.
 */
class WorkerParameterTests {

	@Test
	void ofWhenAbsentIsNobody() {
		assertThat(WorkerParameter.of(Map.of("name", "0"))).isNull();
	}

	@Test
	void ofWhenOrdinalIsThatWorker() {
		assertThat(WorkerParameter.of(Map.of("worker", "0"))).isZero();
		assertThat(WorkerParameter.of(Map.of("worker", 31))).isEqualTo(31);
		assertThat(WorkerParameter.of(Map.of("worker", "9999"))).isEqualTo(9999);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "-1", "+1", "one", "1.0", "10000", "1 ", "0x1", "\u0661" })
	void ofWhenNoOrdinalIsRefused(String value) {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> WorkerParameter.of(Map.of("worker", value)))
			.withMessageContaining("'" + value + "'")
			.satisfies((refusal) -> assertThat(refusal.getReason()).contains("such as worker=0"));
	}

	@Test
	void ofWhenSeveralIsRefused() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> WorkerParameter.of(Map.of("worker", List.of("0", "1"))));
	}

	@Test
	void withoutKeepsTheOthersAndTheirNulls() {
		Map<String, Object> arguments = new LinkedHashMap<>();
		arguments.put("worker", "0");
		arguments.put("name", "root");
		arguments.put("level", null);
		assertThat(WorkerParameter.without(arguments)).containsOnlyKeys("name", "level");
		assertThat(arguments).containsKey("worker");
	}

}
