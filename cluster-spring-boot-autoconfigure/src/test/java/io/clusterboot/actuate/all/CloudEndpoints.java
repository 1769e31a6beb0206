package io.clusterboot.actuate.all;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Endpoints with the ids and operations of Spring Cloud's.
 */
final class CloudEndpoints {

	private CloudEndpoints() {
	}

	/**
	 * Starts one application anew, which in a cluster nobody wants.
	 */
	@Endpoint(id = "restart")
	static final class Restart {

		private final AtomicInteger times = new AtomicInteger();

		@WriteOperation
		Object restart() {
			this.times.incrementAndGet();
			return Map.of("message", "Restarting this one");
		}

		int times() {
			return this.times.get();
		}

	}

	/**
	 * Reads the configuration anew.
	 */
	@Endpoint(id = "refresh")
	static final class Refresh {

		private final AtomicInteger times = new AtomicInteger();

		@WriteOperation
		Collection<String> refresh() {
			this.times.incrementAndGet();
			return List.of("greeting.text");
		}

		int times() {
			return this.times.get();
		}

	}

}
