package io.clusterboot.web;

/**
 * What concerns the application's own port alone and not that of its management server.
 *
 * @param counters counts its traffic
 * @param warmUp sends it the first requests
 * @param shedder has its clients leave
 * @since 0.1.0
 */
public record MainPort(RequestCounters counters, WarmUpRequests warmUp, KeepAliveShedder shedder) {

	void add(SharedServer server) {
		this.counters.add(server);
		this.warmUp.add(server);
		this.shedder.add(server);
	}

}
