package io.clusterboot.worker;

import java.nio.file.Path;

/**
 * Takes note of temporary folders that nobody would remove if this worker were killed.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface LeftoverLog {

	/**
	 * Have a folder removed once the worker is gone.
	 * @param folder the folder
	 */
	void add(Path folder);

}
