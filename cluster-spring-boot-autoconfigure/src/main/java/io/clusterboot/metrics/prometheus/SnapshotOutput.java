package io.clusterboot.metrics.prometheus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of snapshots. Texts and labels stand where they come first, and are
 * numbers from then on.
 */
final class SnapshotOutput {

	static final int NULL = 0;

	static final int NEW = 1;

	static final int FIRST = 2;

	static final int MAX_NUMBER_BYTES = 10;

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private final Map<String, Integer> texts = new HashMap<>();

	private final Map<String, Map<String, Integer>> pairs = new HashMap<>();

	private byte[] bytes = new byte[1 << 14];

	private int length;

	private int pairCount;

	private Labels lastLabels = Labels.EMPTY;

	private int[] lastPairs = new int[0];

	private double[] lastBounds = new double[0];

	private long lastTime;

	void int8(int value) {
		reserve(1);
		this.bytes[this.length++] = (byte) value;
	}

	/**
	 * Write a number, the shorter the smaller it is; negative ones are allowed.
	 * @param value the number
	 */
	void number(long value) {
		reserve(MAX_NUMBER_BYTES);
		long rest = value;
		while ((rest & ~0x7FL) != 0) {
			this.bytes[this.length++] = (byte) (rest | 0x80);
			rest >>>= 7;
		}
		this.bytes[this.length++] = (byte) rest;
	}

	/**
	 * Write when something was, in few bytes if that was about when the last thing was.
	 * @param time a time in milliseconds
	 */
	void time(long time) {
		number(time ^ this.lastTime);
		this.lastTime = time;
	}

	void real(double value) {
		reserve(Double.BYTES);
		LONG.set(this.bytes, this.length, Double.doubleToRawLongBits(value));
		this.length += Double.BYTES;
	}

	void text(@Nullable String value) {
		if (value == null) {
			number(NULL);
			return;
		}
		Integer known = this.texts.putIfAbsent(value, this.texts.size());
		if (known != null) {
			number(FIRST + known);
			return;
		}
		number(NEW);
		newText(value);
	}

	void newText(String value) {
		// Not UTF-8: it has no form for half a surrogate pair, which a label may have.
		boolean wide = isWide(value);
		int size = (wide) ? value.length() * Character.BYTES : value.length();
		number(((long) value.length() << 1) | ((wide) ? 1 : 0));
		reserve(size);
		if (wide) {
			for (int i = 0; i < value.length(); i++) {
				this.bytes[this.length++] = (byte) (value.charAt(i) >> Byte.SIZE);
				this.bytes[this.length++] = (byte) value.charAt(i);
			}
		}
		else {
			System.arraycopy(value.getBytes(StandardCharsets.ISO_8859_1), 0, this.bytes, this.length, size);
			this.length += size;
		}
	}

	void labels(Labels labels) {
		number(labels.size());
		int[] numbers = new int[labels.size()];
		for (int i = 0; i < numbers.length; i++) {
			numbers[i] = isLast(labels, i) ? this.lastPairs[i] : -1;
			if (numbers[i] >= 0) {
				number(FIRST + numbers[i]);
			}
			else {
				numbers[i] = pair(labels.getName(i), labels.getValue(i));
			}
		}
		this.lastLabels = labels;
		this.lastPairs = numbers;
	}

	private boolean isLast(Labels labels, int i) {
		// Neighbours share most of their labels.
		return i < this.lastPairs.length && labels.getValue(i).equals(this.lastLabels.getValue(i))
				&& labels.getName(i).equals(this.lastLabels.getName(i));
	}

	private int pair(String name, String value) {
		Integer known = this.pairs.computeIfAbsent(name, (key) -> new HashMap<>()).putIfAbsent(value, this.pairCount);
		if (known != null) {
			number(FIRST + known);
			return known;
		}
		number(NEW);
		text(name);
		// Hardly ever the same under another name.
		newText(value);
		return this.pairCount++;
	}

	/**
	 * Write the bounds of buckets, in one byte if the ones before were the same.
	 * @param bounds the bounds
	 */
	void bounds(double[] bounds) {
		if (Arrays.equals(this.lastBounds, bounds)) {
			number(NULL);
			return;
		}
		this.lastBounds = bounds;
		number(bounds.length);
		for (double bound : bounds) {
			real(bound);
		}
	}

	void exemplar(@Nullable Exemplar exemplar) {
		int8((exemplar != null) ? 1 : 0);
		if (exemplar != null) {
			real(exemplar.getValue());
			labels(exemplar.getLabels());
			number(exemplar.getTimestampMillis());
		}
	}

	void exemplars(Exemplars exemplars) {
		number(exemplars.size());
		for (int i = 0; i < exemplars.size(); i++) {
			exemplar(exemplars.get(i));
		}
	}

	byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.length);
	}

	private void reserve(int more) {
		if (this.bytes.length - this.length < more) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(this.length + more, this.bytes.length * 2));
		}
	}

	private static boolean isWide(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (value.charAt(i) > 0xFF) {
				return true;
			}
		}
		return false;
	}

}
