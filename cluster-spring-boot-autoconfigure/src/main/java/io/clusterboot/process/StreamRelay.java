package io.clusterboot.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Copies one stream of one worker until its end, line by line.
 */
final class StreamRelay implements Runnable, LineBuffer.Lines {

	/**
	 * What a pipe takes in one piece (PIPE_BUF of Linux). Keeps lines up to that length
	 * whole next to what the primary itself prints, and the others' wait short.
	 */
	static final int CHUNK = 4096;

	private final InputStream source;

	private final OutputGate gate;

	private final LineTagger tagger;

	private final OutputTail tail;

	private final LineBuffer buffer = new LineBuffer();

	private ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK);

	StreamRelay(InputStream source, OutputGate gate, LineTagger tagger, OutputTail tail) {
		this.source = source;
		this.gate = gate;
		this.tagger = tagger;
		this.tail = tail;
	}

	@Override
	public void run() {
		try (InputStream source = this.source) {
			while (this.buffer.readFrom(source)) {
				this.buffer.drainTo(this);
				writeChunk();
			}
		}
		catch (IOException ex) {
			// The pipe was closed while this thread read from it: as good as its end.
		}
		this.buffer.finish(this);
		writeChunk();
	}

	@Override
	public void ahead(byte[] bytes, int length) {
		this.tail.append(bytes, length);
	}

	@Override
	public void line(byte[] bytes, int from, int to, boolean piece) {
		if (this.chunk.size() + to - from + this.tagger.overhead() > CHUNK) {
			writeChunk();
		}
		this.tagger.append(this.chunk, bytes, from, to, piece);
	}

	private void writeChunk() {
		if (this.chunk.size() == 0) {
			return;
		}
		this.gate.write(this.chunk);
		if (this.chunk.size() > CHUNK) {
			this.chunk = new ByteArrayOutputStream(CHUNK);
		}
		this.chunk.reset();
	}

}
