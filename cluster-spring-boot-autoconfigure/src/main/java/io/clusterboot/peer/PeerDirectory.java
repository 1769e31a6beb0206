package io.clusterboot.peer;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongPredicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Where the members of one cluster find each other: beside the control channel's socket,
 * in the directory that this user alone can enter.
 *
 * @param path the directory
 * @since 0.1.0
 */
public record PeerDirectory(Path path) {

	private static final String PREFIX = "w";

	private static final Log logger = LogFactory.getLog(PeerDirectory.class);

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
		return this.path.resolve(PREFIX + id);
	}

	/**
	 * Remove the sockets that killed workers left.
	 * @param gone tells by its id whether a worker is gone
	 */
	public void removeSockets(LongPredicate gone) {
		try (DirectoryStream<Path> sockets = Files.newDirectoryStream(this.path, PREFIX + "[0-9]*")) {
			for (Path socket : sockets) {
				String id = socket.getFileName().toString().substring(PREFIX.length());
				if (id.matches("[0-9]{1,18}") && gone.test(Long.parseLong(id))) {
					Files.deleteIfExists(socket);
				}
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			logger.debug("Sockets of workers that are gone stay", ex);
		}
	}

}
