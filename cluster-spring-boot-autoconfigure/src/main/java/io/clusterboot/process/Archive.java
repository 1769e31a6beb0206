package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What the workers of one generation run.
 *
 * @param folder what to delete when nobody needs it
 * @param jar the copy of the jar
 * @param files the copy and those of what its manifest names
 */
record Archive(Path folder, Path jar, List<Path> files) {

	private static final Log logger = LogFactory.getLog(Archive.class);

	Archive {
		files = List.copyOf(files);
	}

	/**
	 * Make the files look as if they had just been used, their content being no newer.
	 */
	void touch() {
		for (Path file : this.files) {
			try {
				FileTime modified = Files.getLastModifiedTime(file);
				Files.setLastModifiedTime(file, modified);
			}
			catch (IOException ex) {
				logger.debug("Could not touch " + file, ex);
			}
		}
	}

	void delete() {
		delete(this.folder);
	}

	/**
	 * Delete a folder with all in it. Follows no symbolic link.
	 * @param folder the folder, which may be missing
	 */
	static void delete(Path folder) {
		try {
			Folders.delete(folder);
		}
		catch (IOException ex) {
			logger.debug("Could not delete " + folder + ", which goes when the primary ends", ex);
		}
	}

}
