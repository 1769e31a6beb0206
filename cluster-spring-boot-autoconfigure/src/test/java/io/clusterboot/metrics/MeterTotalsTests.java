package io.clusterboot.metrics;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MeterTotals}.
 */
class MeterTotalsTests {

	private static final int MOST = 100;

	@Test
	void foldAddsUpWhatHasTheSameTags() throws IOException {
		List<MeterTotal> totals = MeterTotals
			.read(MeterTotals.fold(List.of(process("a", 2), process("b", 1), process("b", 1))));
		assertThat(totals).hasSize(4);
		assertThat(sum(totals, Map.of("id", "a-0"))).isEqualTo(1);
		assertThat(sum(totals, Map.of("id", "b-0"))).isEqualTo(2);
		assertThat(sum(totals, Map.of("kind", "eu"))).isEqualTo(3);
	}

	@Test
	void foldWhenMetersComeAndGoIsBoundedAndTheirSumStays() throws IOException {
		byte[] base = process("0", 30);
		for (int restart = 1; restart < 50; restart++) {
			base = MeterTotals.fold(List.of(base, process("" + restart, 30)), MOST);
			List<MeterTotal> totals = MeterTotals.read(base);
			assertThat(totals).hasSizeLessThanOrEqualTo(MOST);
			assertThat(sum(totals, Map.of())).isEqualTo((restart + 1) * 31);
			assertThat(sum(totals, Map.of("kind", "eu"))).isEqualTo(restart + 1);
			assertThat(sum(totals, Map.of("id", restart + "-29"))).isOne();
		}
	}

	private static double sum(List<MeterTotal> totals, Map<String, String> tags) {
		return totals.stream()
			.filter((total) -> total.tags().entrySet().containsAll(tags.entrySet()))
			.mapToDouble((total) -> total.values().get("COUNT"))
			.sum();
	}

	/**
	 * Return what a process counted with tags that no other has.
	 * @param name name of the process
	 * @param count how many tags
	 * @return the bytes
	 */
	private static byte[] process(String name, int count) {
		MeterRegistry registry = new SimpleMeterRegistry();
		registry.counter("orders", "kind", "eu").increment();
		IntStream.range(0, count).forEach((i) -> registry.counter("orders", "id", name + "-" + i).increment());
		return MeterTotals.snapshot(registry);
	}

}
