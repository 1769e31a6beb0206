package io.clusterboot.web;

/**
 * An embedded server on a port that it may share with others.
 */
interface TestServer extends AutoCloseable {

	/**
	 * Return the port that the server listens on.
	 * @return the port, or -1 once it listens no more
	 */
	int port();

	SharedServer server();

	RequestCounters counters();

	KeepAliveShedder shedder();

	ListenerDrain drain();

	/**
	 * Stop after the drain.
	 * @throws InterruptedException if the thread is interrupted
	 */
	void shutDown() throws InterruptedException;

	@Override
	void close();

}
