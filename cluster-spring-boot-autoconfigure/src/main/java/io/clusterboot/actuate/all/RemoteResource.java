package io.clusterboot.actuate.all;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.InputStreamSource;

/**
 * A resource of another worker, read while it arrives.
 */
final class RemoteResource extends AbstractResource {

	private final String filename;

	private final long length;

	private final InputStreamSource content;

	RemoteResource(String filename, long length, InputStreamSource content) {
		this.filename = filename;
		this.length = length;
		this.content = content;
	}

	@Override
	public boolean exists() {
		return true;
	}

	@Override
	public @Nullable String getFilename() {
		return this.filename.isEmpty() ? null : this.filename;
	}

	@Override
	public long contentLength() {
		return this.length;
	}

	@Override
	public String getDescription() {
		return "resource '" + this.filename + "' of another worker";
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return this.content.getInputStream();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
