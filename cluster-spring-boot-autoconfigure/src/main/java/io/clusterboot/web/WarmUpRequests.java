package io.clusterboot.web;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.worker.WarmUp;

/**
 * {@link WarmUp} whose requests go to the server itself, whose listener gets no
 * connections yet: it is handed those of a listener of its own.
 *
 * @since 0.1.0
 */
public final class WarmUpRequests implements WarmUp {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int FIRST_ERROR = 400;

	private static final Log logger = LogFactory.getLog(WarmUpRequests.class);

	private final List<SharedServer> servers = new CopyOnWriteArrayList<>();

	private final List<String> paths;

	private final Duration timeout;

	/**
	 * Create a new {@link WarmUpRequests} instance.
	 * @param paths what to request, relative to the root of the server
	 */
	public WarmUpRequests(List<String> paths) {
		this(paths, TIMEOUT);
	}

	WarmUpRequests(List<String> paths, Duration timeout) {
		for (String path : paths) {
			if (!path.startsWith("/")) {
				throw new IllegalArgumentException(
						"cluster.warmup.paths is '%s': each path must begin with '/'".formatted(path));
			}
		}
		this.paths = List.copyOf(paths);
		this.timeout = timeout;
	}

	void add(SharedServer server) {
		this.servers.add(server);
	}

	@Override
	public void run() {
		if (!this.paths.isEmpty()) {
			this.servers.forEach(this::run);
		}
	}

	private void run(SharedServer server) {
		long begin = System.nanoTime();
		try (WarmUpListener listener = WarmUpListener.open(server)) {
			this.paths.forEach((path) -> request(listener, path));
		}
		catch (IOException ex) {
			logger.warn("Warm-up is not possible", ex);
			return;
		}
		long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
		logger.info("Warm-up: %d %s in %d ms".formatted(this.paths.size(),
				(this.paths.size() == 1) ? "request" : "requests", millis));
	}

	private void request(WarmUpListener listener, String path) {
		try {
			URI uri = URI.create(listener.root() + path);
			int status = WarmUpRequest.send(uri.toURL(), this.timeout);
			if (status >= FIRST_ERROR) {
				logger.warn("Warm-up: %s answered with %d".formatted(path, status));
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			logger.warn("Warm-up: %s failed: %s".formatted(path, ex));
		}
	}

}
