package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Temporary folders of a worker that nobody would remove if it were killed. The worker
 * names them in a file beside the channel's socket, and the primary removes them once the
 * worker is gone.
 *
 * @since 0.1.0
 */
public final class Leftovers {

	/**
	 * Ends each path: one that a killed worker wrote in part would name another folder.
	 */
	private static final char END = '\n';

	private static final Log logger = LogFactory.getLog(Leftovers.class);

	private final Path file;

	private Leftovers(Path file) {
		this.file = file;
	}

	/**
	 * Return the leftovers of a worker.
	 * @param socket path of the primary's socket
	 * @param id id of the worker
	 * @return a new instance
	 */
	public static Leftovers of(Path socket, long id) {
		return new Leftovers(socket.resolveSibling("worker-" + id + "-leftovers"));
	}

	/**
	 * Have a folder removed once the worker is gone. Where that cannot be noted the
	 * folder stays, as it would without a primary.
	 * @param folder the folder
	 */
	public void add(Path folder) {
		try {
			Files.writeString(this.file, folder.toAbsolutePath() + String.valueOf(END), StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			logger.debug("Nobody will remove " + folder + " if this worker is killed", ex);
		}
	}

	/**
	 * Remove the folders. Only for a worker that is gone.
	 */
	public void remove() {
		try {
			for (String folder : folders()) {
				remove(Path.of(folder));
			}
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			logger.debug("Could not read " + this.file, ex);
		}
	}

	private List<String> folders() throws IOException {
		try {
			String text = Files.readString(this.file);
			return text.substring(0, text.lastIndexOf(END) + 1).lines().toList();
		}
		catch (NoSuchFileException ex) {
			return List.of();
		}
	}

	private void remove(Path folder) {
		try {
			DirectorySweeper.delete(folder, Files.getOwner(this.file));
		}
		catch (NoSuchFileException ex) {
			// The worker removed it itself.
		}
		catch (IOException ex) {
			logger.debug("Could not remove " + folder + ", which a worker left", ex);
		}
	}

}
