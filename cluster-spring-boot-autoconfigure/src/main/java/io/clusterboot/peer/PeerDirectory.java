package io.clusterboot.peer;

import java.nio.file.Path;

/**
 * Where the members of one cluster find each other: beside the control channel's socket,
 * in the directory that this user alone can enter.
 *
 * @param path the directory
 * @since 0.1.0
 */
public record PeerDirectory(Path path) {

	/**
	 * Return the directory that a control channel is in.
	 * @param controlSocket path of the control channel's socket
	 * @return the directory
	 */
	public static PeerDirectory of(Path controlSocket) {
		Path parent = controlSocket.toAbsolutePath().getParent();
		return new PeerDirectory((parent != null) ? parent : controlSocket);
	}

	/**
	 * Return the socket of a worker.
	 * @param id id of the worker
	 * @return path of its socket, no longer than the control channel's is for the first
	 * million million workers
	 */
	public Path socket(long id) {
		return this.path.resolve("w" + id);
	}

}
