package io.clusterboot.metrics.prometheus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link SnapshotOutput} writes. Believes nothing: no length is used before it
 * was compared with what is left.
 */
final class SnapshotInput {

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private final List<String> texts = new ArrayList<>();

	private final LabelSets labelSets;

	private final byte[] bytes;

	private final int start;

	private final int end;

	private int position;

	private double[] lastBounds = new double[0];

	private long lastTime;

	private boolean labelsSeries;

	/**
	 * Create a new {@link SnapshotInput} instance.
	 * @param bytes the bytes
	 * @param start where the input begins
	 * @param end where it ends
	 * @param pool labels of inputs before
	 */
	SnapshotInput(byte[] bytes, int start, int end, LabelPool pool) {
		this.bytes = bytes;
		this.start = start;
		this.position = start;
		this.end = end;
		this.labelSets = new LabelSets(this, pool);
	}

	int int8() throws SnapshotFormatException {
		need(1);
		return this.bytes[this.position++] & 0xFF;
	}

	boolean bool() throws SnapshotFormatException {
		int value = int8();
		if (value > 1) {
			throw new SnapshotFormatException("Neither true nor false: " + value);
		}
		return value == 1;
	}

	long number() throws SnapshotFormatException {
		long value = 0;
		for (int i = 0; i < SnapshotOutput.MAX_NUMBER_BYTES; i++) {
			int part = int8();
			value |= (part & 0x7FL) << (7 * i);
			if ((part & 0x80) == 0) {
				return value;
			}
		}
		throw new SnapshotFormatException("A number is longer than " + SnapshotOutput.MAX_NUMBER_BYTES + " bytes");
	}

	long time() throws SnapshotFormatException {
		this.lastTime ^= number();
		return this.lastTime;
	}

	/**
	 * Read how many elements follow.
	 * @param elementSize smallest size of an element in bytes
	 * @return the number, for which enough bytes are left
	 * @throws SnapshotFormatException if they are not
	 */
	int size(int elementSize) throws SnapshotFormatException {
		long size = number();
		if (size < 0 || size > (this.end - this.position) / elementSize) {
			throw new SnapshotFormatException(size + " elements do not fit into the bytes that are left");
		}
		return (int) size;
	}

	double real() throws SnapshotFormatException {
		need(Double.BYTES);
		double value = Double.longBitsToDouble((long) LONG.get(this.bytes, this.position));
		this.position += Double.BYTES;
		return value;
	}

	@Nullable String text() throws SnapshotFormatException {
		long number = number();
		if (number == SnapshotOutput.NULL) {
			return null;
		}
		if (number == SnapshotOutput.NEW) {
			this.texts.add(newText());
			return this.texts.get(this.texts.size() - 1);
		}
		return this.texts.get(index(number, this.texts.size()));
	}

	String someText() throws SnapshotFormatException {
		String text = text();
		if (text == null) {
			throw new SnapshotFormatException("A text is missing");
		}
		return text;
	}

	/**
	 * Read a text that is not among those that came before.
	 * @return the text
	 * @throws SnapshotFormatException if there is none
	 */
	String newText() throws SnapshotFormatException {
		long header = number();
		boolean wide = (header & 1) != 0;
		long length = header >>> 1;
		if (length > (this.end - this.position) / ((wide) ? Character.BYTES : 1)) {
			throw new SnapshotFormatException("A text of " + length + " characters does not fit into what is left");
		}
		return (wide) ? wideText((int) length) : narrowText((int) length);
	}

	private String narrowText(int length) {
		String text = new String(this.bytes, this.position, length, StandardCharsets.ISO_8859_1);
		this.position += length;
		return text;
	}

	private String wideText(int length) {
		char[] text = new char[length];
		for (int i = 0; i < length; i++) {
			text[i] = (char) (this.bytes[this.position++] << Byte.SIZE | this.bytes[this.position++] & 0xFF);
		}
		return new String(text);
	}

	void labelSeries(boolean labelsSeries) {
		this.labelsSeries = labelsSeries;
		this.labelSets.beginFamily();
	}

	/**
	 * Return whether some series of the family had the label of the pool themselves.
	 * @return whether some had it and some had not
	 */
	boolean isMixed() {
		return this.labelSets.isMixed();
	}

	Labels seriesLabels() throws SnapshotFormatException {
		return this.labelSets.read(this.labelsSeries);
	}

	double[] bounds() throws SnapshotFormatException {
		int size = size(Double.BYTES);
		if (size != SnapshotOutput.NULL) {
			double[] bounds = new double[size];
			for (int i = 0; i < size; i++) {
				bounds[i] = real();
			}
			this.lastBounds = bounds;
		}
		// Each of them has a count, which is yet to be read.
		need(this.lastBounds.length);
		return this.lastBounds;
	}

	@Nullable Exemplar exemplar() throws SnapshotFormatException {
		return (bool()) ? new Exemplar(real(), this.labelSets.read(), number()) : null;
	}

	Exemplars exemplars() throws SnapshotFormatException {
		int size = size(1);
		if (size == 0) {
			return Exemplars.EMPTY;
		}
		List<Exemplar> exemplars = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			Exemplar exemplar = exemplar();
			if (exemplar == null) {
				throw new SnapshotFormatException("An exemplar is missing");
			}
			exemplars.add(exemplar);
		}
		return Exemplars.of(exemplars);
	}

	/**
	 * Return which of the things that came before is meant.
	 * @param number the number that was read
	 * @param known how many came before
	 * @return the index
	 * @throws SnapshotFormatException if there is none of that number
	 */
	int index(long number, int known) throws SnapshotFormatException {
		if (number < SnapshotOutput.FIRST || number - SnapshotOutput.FIRST >= known) {
			throw new SnapshotFormatException("Number " + number + " is none of the " + known + " that came before");
		}
		return (int) number - SnapshotOutput.FIRST;
	}

	int length() {
		return this.end - this.start;
	}

	int position() {
		return this.position;
	}

	void end() throws SnapshotFormatException {
		if (this.position != this.end) {
			throw new SnapshotFormatException((this.end - this.position) + " bytes follow after the end");
		}
		this.labelSets.end();
	}

	private void need(int size) throws SnapshotFormatException {
		if (this.end - this.position < size) {
			throw new SnapshotFormatException("The bytes end too early");
		}
	}

}
