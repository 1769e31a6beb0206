package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param size size in bytes
 * @param modified when it was written last
 * @param key which file it is, or {@code null} where the file system does not tell
 */
record FileStamp(long size, FileTime modified, @Nullable Object key) {

	/**
	 * Read the stamp of a file, symbolic links followed.
	 * @param file the file
	 * @return the stamp
	 * @throws IOException if there is no such file
	 */
	static FileStamp of(Path file) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
	}

	/**
	 * Return the stamp of a file that may be missing.
	 * @param file the file
	 * @return the stamp, or {@code null} if there is no such file
	 */
	static @Nullable FileStamp find(Path file) {
		try {
			return of(file);
		}
		catch (IOException ex) {
			return null;
		}
	}

}
