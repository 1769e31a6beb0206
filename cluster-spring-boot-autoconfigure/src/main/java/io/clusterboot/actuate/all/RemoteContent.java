package io.clusterboot.actuate.all;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * The content of a file of another worker, which is asked for when it is read, and from
 * where it is read. So of a long log file only the end is sent if only that is wanted.
 */
final class RemoteContent extends InputStream {

	/**
	 * What is skipped by reading it, which takes less time than to ask again.
	 */
	private static final int SHORT = 64 * 1024;

	private final Source source;

	private final long length;

	private long position;

	private @Nullable InputStream rest;

	RemoteContent(Source source, long length) {
		this.source = source;
		this.length = length;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (this.position >= this.length) {
			return -1;
		}
		InputStream rest = this.rest;
		if (rest == null) {
			rest = this.source.from(this.position);
			this.rest = rest;
		}
		// A log has grown since its length was told.
		int read = rest.read(bytes, offset, (int) Math.min(length, this.length - this.position));
		this.position += Math.max(read, 0);
		return read;
	}

	@Override
	public long skip(long count) throws IOException {
		if (this.rest != null && count <= SHORT) {
			return super.skip(count);
		}
		long skipped = Math.max(Math.min(count, this.length - this.position), 0);
		close();
		this.rest = null;
		this.position += skipped;
		return skipped;
	}

	@Override
	public void close() throws IOException {
		if (this.rest != null) {
			this.rest.close();
		}
	}

	/**
	 * Gives the content.
	 */
	@FunctionalInterface
	interface Source {

		/**
		 * Return the content from a position to its end.
		 * @param position how many bytes are left out
		 * @return the rest
		 * @throws IOException if there is none
		 */
		InputStream from(long position) throws IOException;

	}

}
