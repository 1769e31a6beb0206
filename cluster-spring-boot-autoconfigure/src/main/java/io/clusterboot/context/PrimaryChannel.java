package io.clusterboot.context;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.clusterboot.peer.PeerDirectory;
import io.clusterboot.protocol.ControlDirectory;
import io.clusterboot.protocol.ControlDirectoryException;
import io.clusterboot.protocol.ControlServer;

/**
 * The primary's end of the control channel, with the directory that it is in.
 */
class PrimaryChannel implements AutoCloseable {

	private volatile @Nullable ControlDirectory directory;

	private volatile @Nullable ControlServer server;

	/**
	 * Open the channel.
	 * @param events gets what workers say
	 * @return the directory
	 */
	ControlDirectory open(ControlServer.Handler events) {
		ControlDirectory directory = ControlDirectory.create(Path.of(System.getProperty("java.io.tmpdir")));
		this.directory = directory;
		try {
			this.server = new ControlServer(directory.socket(), events);
			return directory;
		}
		catch (IOException ex) {
			throw new ControlDirectoryException(directory.path(), "the control socket cannot be created", ex);
		}
	}

	/**
	 * Return the server.
	 * @return the server, {@code null} before the channel is open
	 */
	@Nullable ControlServer server() {
		return this.server;
	}

	/**
	 * Return where workers can be asked directly.
	 * @return the directory, {@code null} before the channel is open
	 */
	@Nullable PeerDirectory peers() {
		ControlDirectory directory = this.directory;
		return (directory != null) ? new PeerDirectory(directory.path()) : null;
	}

	@Override
	public void close() {
		ControlServer server = this.server;
		if (server != null) {
			server.close();
		}
		ControlDirectory directory = this.directory;
		if (directory != null) {
			directory.close();
		}
	}

}
