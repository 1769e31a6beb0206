package io.clusterboot.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link SteeringProgram}.
 */
class SteeringProgramTests {

	private static final long RANDOM_VALUES = 1L << 32;

	@Test
	void linesWhenOneShareNeedNoRandomNumber() {
		assertThat(SteeringProgram.choosing(weights(3, 70)).lines()).containsExactly("ret #3");
	}

	@Test
	void linesWhenSharesDifferShowThresholds() {
		assertThat(SteeringProgram.choosing(weights(0, 50, 2, 100, 3, 50)).lines()).containsExactly("ld rand",
				"jge #0x40000000, 1", "ret #0", "jge #0xc0000000, 1", "ret #2", "ret #3");
	}

	@Test
	void codeIsWhatTheKernelReads() {
		ByteBuffer code = ByteBuffer.wrap(SteeringProgram.choosing(weights(0, 1, 1, 1)).code())
			.order(ByteOrder.nativeOrder());
		assertInstruction(code, 0x20, 0, 0xfffff038);
		assertInstruction(code, 0x35, 1, 0x80000000);
		assertInstruction(code, 0x06, 0, 0);
		assertInstruction(code, 0x06, 0, 1);
		assertThat(code.hasRemaining()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void choosingGivesEachItsShare(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 200; i++) {
			assertShares(randomWeights(random));
		}
	}

	@Test
	void choosingWhenWeightsAreExtremeGivesEachItsShare() {
		assertShares(weights(0, 1, 1, Integer.MAX_VALUE));
		assertShares(weights(0, Integer.MAX_VALUE, 1, 1));
		SortedMap<Integer, Integer> many = new TreeMap<>();
		for (int i = 0; i < 1_000; i++) {
			many.put(i, Integer.MAX_VALUE);
		}
		assertShares(many);
	}

	@Test
	void choosingChoosesNobodyElse() {
		Random random = new Random(6);
		for (int i = 0; i < 200; i++) {
			SortedMap<Integer, Integer> weights = randomWeights(random);
			byte[] code = SteeringProgram.choosing(weights).code();
			for (int j = 0; j < 100; j++) {
				assertThat(weights).containsKey(run(code, random.nextInt()));
			}
			assertThat(weights).containsKeys(run(code, 0), run(code, -1));
		}
	}

	private void assertShares(SortedMap<Integer, Integer> weights) {
		byte[] code = SteeringProgram.choosing(weights).code();
		double total = weights.values().stream().mapToDouble(Integer::doubleValue).sum();
		long start = 0;
		for (Map.Entry<Integer, Integer> share : weights.entrySet()) {
			long end = firstBeyond(code, share.getKey());
			assertThat((end - start) / (double) RANDOM_VALUES).as("share %s of %s", share, weights)
				.isCloseTo(share.getValue() / total, within(1.0 / RANDOM_VALUES));
			start = end;
		}
		assertThat(start).isEqualTo(RANDOM_VALUES);
	}

	/**
	 * Indexes are chosen in rising order, so the bounds can be searched for.
	 */
	private long firstBeyond(byte[] code, int index) {
		long low = 0;
		long high = RANDOM_VALUES;
		while (low < high) {
			long middle = (low + high) >>> 1;
			if (run(code, (int) middle) > index) {
				high = middle;
			}
			else {
				low = middle + 1;
			}
		}
		return low;
	}

	/**
	 * Does what the kernel does.
	 */
	private int run(byte[] program, int random) {
		ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
		int accumulator = 0;
		while (true) {
			int operation = code.getShort();
			int ifTrue = code.get() & 0xff;
			int ifFalse = code.get() & 0xff;
			int value = code.getInt();
			switch (operation) {
				case 0x20 -> {
					assertThat(value).isEqualTo(0xfffff000 + 56);
					accumulator = random;
				}
				case 0x35 -> {
					boolean atLeast = Integer.compareUnsigned(accumulator, value) >= 0;
					code.position(code.position() + 8 * (atLeast ? ifTrue : ifFalse));
				}
				case 0x06 -> {
					return value;
				}
				default -> throw new AssertionError("operation " + operation);
			}
		}
	}

	private void assertInstruction(ByteBuffer code, int operation, int ifTrue, int value) {
		assertThat(code.getShort()).isEqualTo((short) operation);
		assertThat(code.get()).isEqualTo((byte) ifTrue);
		assertThat(code.get()).isZero();
		assertThat(code.getInt()).isEqualTo(value);
	}

	private SortedMap<Integer, Integer> randomWeights(Random random) {
		SortedMap<Integer, Integer> weights = new TreeMap<>();
		int size = 1 + random.nextInt(random.nextBoolean() ? 4 : 64);
		while (weights.size() < size) {
			weights.put(random.nextInt(100), 1 + random.nextInt(random.nextBoolean() ? 3 : 1_000));
		}
		return weights;
	}

	private SortedMap<Integer, Integer> weights(int... indexesAndWeights) {
		SortedMap<Integer, Integer> weights = new TreeMap<>();
		for (int i = 0; i < indexesAndWeights.length; i += 2) {
			weights.put(indexesAndWeights[i], indexesAndWeights[i + 1]);
		}
		return weights;
	}

}
