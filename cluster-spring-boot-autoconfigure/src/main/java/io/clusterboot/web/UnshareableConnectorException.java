package io.clusterboot.web;

/**
 * Exception thrown when a connector of the web server cannot share its port.
 *
 * @since 0.1.0
 */
public class UnshareableConnectorException extends RuntimeException {

	private final String action;

	UnshareableConnectorException(String message, String action) {
		super(message);
		this.action = action;
	}

	/**
	 * Return what can be done about it.
	 * @return the action, for people
	 */
	public String getAction() {
		return this.action;
	}

	static UnshareableConnectorException protocol(String protocol) {
		return new UnshareableConnectorException(
				"Tomcat's protocol " + protocol + " cannot share the port with other workers.",
				"Leave the protocol at its default, org.apache.coyote.http11.Http11NioProtocol.");
	}

	static UnshareableConnectorException additional(String server, int port) {
		return new UnshareableConnectorException(
				"The additional " + server + " connector for port " + port
						+ " cannot share its port with other workers.",
				"Remove the connector from the web server's factory.");
	}

	static UnshareableConnectorException unixDomainSocket() {
		return new UnshareableConnectorException(
				"Tomcat is to listen on a Unix domain socket, which cannot be shared with other workers.",
				"Remove the connector property unixDomainSocketPath.");
	}

	static UnshareableConnectorException jettyConnector() {
		return new UnshareableConnectorException(
				"Jetty has no ServerConnector, the only connector that can share its port with other workers.",
				"Leave the connector of the web server's factory in place.");
	}

	static UnshareableConnectorException noAcceptor() {
		return new UnshareableConnectorException(
				"Jetty has no acceptor, because server.jetty.threads.acceptors is 0: "
						+ "its selectors cannot accept from a port that is shared with other workers.",
				"Remove server.jetty.threads.acceptors, or set it to 1.");
	}

}
