package io.clusterboot.protocol;

import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerLoad;

/**
 * What primary and worker say to each other. One message travels in one frame.
 *
 * @since 0.1.0
 */
public sealed interface Message {

	/**
	 * A message that a worker sends.
	 */
	sealed interface FromWorker extends Message {

	}

	/**
	 * A message that the primary sends.
	 */
	sealed interface FromPrimary extends Message {

	}

	/**
	 * First message on a channel: who calls, by a token that is void after this use.
	 *
	 * @param version version of the protocol that the worker speaks
	 * @param token the token from the worker's environment
	 * @param pid process id of the worker
	 */
	record Hello(int version, String token, long pid) implements FromWorker {

		@Override
		public String toString() {
			return "Hello[version=" + this.version + ", pid=" + this.pid + "]";
		}

	}

	/**
	 * The worker's server listens.
	 *
	 * @param address the address it is bound to, {@code *} for all
	 * @param port the port
	 */
	record Listening(String address, int port) implements FromWorker {

	}

	/**
	 * The application is ready and accepts traffic.
	 */
	record Ready() implements FromWorker {

	}

	/**
	 * The worker is alive.
	 *
	 * @param load what it measures of itself
	 */
	record Heartbeat(WorkerLoad load) implements FromWorker {

	}

	/**
	 * Asks for the cluster's status.
	 *
	 * @param request number that the reply repeats
	 */
	record StatusRequest(long request) implements FromWorker {

	}

	/**
	 * Answers {@link Hello}: the channel is open.
	 *
	 * @param version version of the protocol that the primary speaks
	 */
	record Welcome(int version) implements FromPrimary {

	}

	/**
	 * Answers {@link Hello}: the channel is closed by the primary.
	 *
	 * @param reason why, for people
	 */
	record Rejected(String reason) implements FromPrimary {

	}

	/**
	 * Answers {@link StatusRequest}.
	 *
	 * @param request number of the request
	 * @param status the cluster's status
	 */
	record StatusReply(long request, ClusterStatus status) implements FromPrimary {

	}

}
