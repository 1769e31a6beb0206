package io.clusterboot.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * A classic BPF program that chooses the socket for a new connection at random, by
 * weight.
 *
 * @param instructions the instructions
 */
record SteeringProgram(List<Instruction> instructions) {

	/**
	 * How many values the kernel's random number may have.
	 */
	private static final double RANDOM_VALUES = 0x1p32;

	/**
	 * Create the program for some shares.
	 * @param weights weight by index, at least one of them and none below 1
	 * @return the program
	 */
	static SteeringProgram choosing(SortedMap<Integer, Integer> weights) {
		List<Instruction> instructions = new ArrayList<>();
		long total = weights.values().stream().mapToLong(Integer::longValue).sum();
		long sum = 0;
		for (Map.Entry<Integer, Integer> share : weights.headMap(weights.lastKey()).entrySet()) {
			sum += share.getValue();
			instructions.add(Instruction.skipOneIfAtLeast((int) (long) (RANDOM_VALUES * sum / total)));
			instructions.add(Instruction.choose(share.getKey()));
		}
		if (!instructions.isEmpty()) {
			instructions.add(0, Instruction.loadRandom());
		}
		instructions.add(Instruction.choose(weights.lastKey()));
		return new SteeringProgram(List.copyOf(instructions));
	}

	/**
	 * Return the program as the kernel wants it.
	 * @return an array of {@code sock_filter}
	 */
	byte[] code() {
		ByteBuffer buffer = ByteBuffer.allocate(this.instructions.size() * Instruction.SIZE)
			.order(ByteOrder.nativeOrder());
		this.instructions.forEach((instruction) -> instruction.write(buffer));
		return buffer.array();
	}

	/**
	 * Return the program for people.
	 * @return one line per instruction
	 */
	List<String> lines() {
		return this.instructions.stream().map(Instruction::text).toList();
	}

	/**
	 * One instruction.
	 *
	 * @param operation what it does
	 * @param skip how many instructions a jump skips if its condition is met
	 * @param value its operand
	 */
	record Instruction(Operation operation, int skip, int value) {

		private static final int SIZE = 8;

		/**
		 * SKF_AD_OFF + SKF_AD_RANDOM.
		 */
		private static final int RANDOM = -0x1000 + 56;

		static Instruction loadRandom() {
			return new Instruction(Operation.LOAD, 0, RANDOM);
		}

		static Instruction skipOneIfAtLeast(int threshold) {
			return new Instruction(Operation.JUMP_IF_AT_LEAST, 1, threshold);
		}

		static Instruction choose(int index) {
			return new Instruction(Operation.RETURN, 0, index);
		}

		private void write(ByteBuffer buffer) {
			buffer.putShort(this.operation.code).put((byte) this.skip).put((byte) 0).putInt(this.value);
		}

		private String text() {
			return switch (this.operation) {
				case LOAD -> "ld rand";
				case JUMP_IF_AT_LEAST -> String.format(Locale.ROOT, "jge #0x%08x, %d", this.value, this.skip);
				case RETURN -> "ret #" + this.value;
			};
		}

	}

	/**
	 * What an instruction does.
	 */
	enum Operation {

		/**
		 * BPF_LD + BPF_W + BPF_ABS.
		 */
		LOAD(0x20),

		/**
		 * BPF_JMP + BPF_JGE + BPF_K, without sign.
		 */
		JUMP_IF_AT_LEAST(0x35),

		/**
		 * BPF_RET + BPF_K.
		 */
		RETURN(0x06);

		private final short code;

		Operation(int code) {
			this.code = (short) code;
		}

	}

}
