package io.clusterboot.web;

/**
 * Exception thrown when the embedded web server is none that can share its port.
 *
 * @since 0.1.0
 */
public class UnsupportedWebServerException extends RuntimeException {

	private final String server;

	UnsupportedWebServerException(String server) {
		super("The embedded web server " + server + " cannot share its port with other workers.");
		this.server = server;
	}

	/**
	 * Return the server that was found.
	 * @return the name of the server's factory
	 */
	public String getServer() {
		return this.server;
	}

}
