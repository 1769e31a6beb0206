package io.clusterboot.cache;

import java.nio.file.FileSystemException;

/**
 * Says for people why something cannot be.
 */
final class Reason {

	private Reason() {
	}

	/**
	 * Return what a failure says. The message of many a failure of a file is no more than
	 * its name.
	 * @param failure the failure
	 * @return one line
	 */
	static String of(Throwable failure) {
		String message = failure.getMessage();
		boolean bare = failure instanceof FileSystemException ex && ex.getReason() == null;
		return (message == null || bare)
				? failure.getClass().getSimpleName() + ((message != null) ? ": " + message : "") : message;
	}

}
