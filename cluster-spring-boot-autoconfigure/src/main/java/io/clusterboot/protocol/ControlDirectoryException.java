package io.clusterboot.protocol;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Exception thrown when there is no place for the control channel's files.
 *
 * @since 0.1.0
 */
public class ControlDirectoryException extends RuntimeException {

	private final Path directory;

	/**
	 * Create a new {@link ControlDirectoryException} instance.
	 * @param directory the directory in which the private one was to be created
	 * @param reason why it cannot be, as the end of a sentence
	 * @param cause the cause, or {@code null}
	 */
	public ControlDirectoryException(Path directory, String reason, @Nullable Throwable cause) {
		super(buildMessage(directory, reason), cause);
		this.directory = directory;
	}

	/**
	 * Return the directory in which the private one was to be created.
	 * @return the directory
	 */
	public Path getDirectory() {
		return this.directory;
	}

	private static String buildMessage(Path directory, String reason) {
		return "The cluster's control channel cannot have its private directory in '" + directory + "': " + reason
				+ ". Set the system property java.io.tmpdir to a short path of a writable directory on a local disk";
	}

}
