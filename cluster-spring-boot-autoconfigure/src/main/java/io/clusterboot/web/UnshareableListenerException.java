package io.clusterboot.web;

/**
 * Exception thrown when the application listens on a port besides the web server's, which
 * only one worker could have.
 *
 * @since 0.1.0
 */
public class UnshareableListenerException extends RuntimeException {

	private final String action;

	UnshareableListenerException(String message, String action) {
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

	static UnshareableListenerException property(String listener, String key, String value, String instead) {
		return new UnshareableListenerException(
				"The " + listener + " would listen on port " + value + " (" + key + "=" + value
						+ ") in each worker, and only one worker can have it.",
				"Set " + key + " to 0, which gives each worker a port of its own, " + instead + ".");
	}

	static UnshareableListenerException bean(String name, String type) {
		return new UnshareableListenerException(
				"The bean '" + name + "' of type " + type
						+ " would listen on the same port in each worker, and only one worker can have it.",
				"Remove the bean, or run that server in a process of its own.");
	}

}
