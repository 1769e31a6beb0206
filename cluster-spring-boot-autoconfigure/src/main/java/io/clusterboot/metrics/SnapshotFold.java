package io.clusterboot.metrics;

import java.io.IOException;
import java.util.List;

/**
 * Makes one snapshot of those of several processes that are gone.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface SnapshotFold {

	/**
	 * Make one snapshot of several.
	 * @param oldestFirst the snapshots, in the order in which the processes were started
	 * @return the snapshot
	 * @throws IOException if one of them cannot be read
	 */
	byte[] fold(List<byte[]> oldestFirst) throws IOException;

}
