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

	private final LabelNumbers labelNumbers;

	private byte[] bytes = new byte[1 << 14];

	private int length;

	private double[] lastBounds = new double[0];

	private long lastTime;

	/**
	 * Create a new {@link SnapshotOutput} instance.
	 * @param labelNumbers labels of outputs before
	 */
	SnapshotOutput(LabelNumbers labelNumbers) {
		this.labelNumbers = labelNumbers;
		labelNumbers.begin();
	}

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

	void seriesLabels(Labels labels) {
		write(this.labelNumbers.series(labels));
	}

	private void labels(Labels labels) {
		write(this.labelNumbers.find(labels));
	}

	private void write(LabelNumbers.Label[] labels) {
		number(labels.length);
		for (LabelNumbers.Label label : labels) {
			int known = this.labelNumbers.number(label);
			if (known >= 0) {
				number(FIRST + known);
			}
			else {
				number(NEW);
				text(label.name());
				// Hardly ever the same under another name.
				newText(label.value());
			}
		}
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

	int length() {
		return this.length;
	}

	/**
	 * Write what other outputs hold.
	 * @param other another output
	 */
	void append(SnapshotOutput other) {
		reserve(other.length);
		System.arraycopy(other.bytes, 0, this.bytes, this.length, other.length);
		this.length += other.length;
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
