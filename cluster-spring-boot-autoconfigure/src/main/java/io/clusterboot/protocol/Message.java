package io.clusterboot.protocol;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterSettings;
import io.clusterboot.ClusterStatus;
import io.clusterboot.Envelope;
import io.clusterboot.Receipt;
import io.clusterboot.ReloadStatus;
import io.clusterboot.WorkerChange;
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
	 * The application refuses traffic, because it stops or until it is ready again.
	 */
	record Refusing() implements FromWorker {

	}

	/**
	 * The worker was to lead no more, and nothing runs in it any more that a leader runs.
	 */
	record LeadershipReleased() implements FromWorker {

	}

	/**
	 * The worker is alive.
	 *
	 * @param load what it measures of itself
	 */
	record Heartbeat(WorkerLoad load) implements FromWorker {

	}

	/**
	 * What the worker was configured with, apart from what the primary told it.
	 *
	 * @param properties the properties that concern the cluster, with their values as
	 * written
	 */
	record Configured(Map<String, String> properties) implements FromWorker {

		public Configured {
			properties = Map.copyOf(properties);
		}

		@Override
		public String toString() {
			return "Configured[properties=" + this.properties.size() + "]";
		}

	}

	/**
	 * Asks for the cluster's status.
	 *
	 * @param request number that the reply repeats
	 */
	record StatusRequest(long request) implements FromWorker {

	}

	/**
	 * Asks the primary to do something.
	 *
	 * @param request number that the reply repeats
	 * @param operation what to do
	 */
	record OperationRequest(long request, Operation operation) implements FromWorker {

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
	 * Answers {@link OperationRequest}.
	 *
	 * @param request number of the request
	 * @param failure why it was not done, or {@code null} if it was
	 * @param conflict whether that is because another change is under way
	 * @param forked the worker that was forked, or {@code null} if that was not asked for
	 * @param status the status once it was done, or {@code null} if that was not asked
	 * for
	 */
	record OperationReply(long request, @Nullable String failure, boolean conflict,
			WorkerChange.@Nullable Forked forked, @Nullable ClusterStatus status) implements FromPrimary {

	}

	/**
	 * What a worker that has just connected missed.
	 *
	 * @param settings what later forks are started with
	 * @param story the steps that lead to where the cluster is
	 */
	record Known(ClusterSettings settings, List<WorkerChange> story) implements FromPrimary {

		public Known {
			story = List.copyOf(story);
		}

	}

	/**
	 * A worker took a step.
	 *
	 * @param change the step
	 */
	record Changed(WorkerChange change) implements FromPrimary {

	}

	/**
	 * The settings for later forks changed.
	 *
	 * @param settings the settings
	 */
	record SetUp(ClusterSettings settings) implements FromPrimary {

	}

	/**
	 * All workers are ready for the first time.
	 *
	 * @param status the cluster's status
	 */
	record AllReady(ClusterStatus status) implements FromPrimary {

	}

	/**
	 * A reload has ended.
	 *
	 * @param reload the reload
	 */
	record Reloaded(ReloadStatus reload) implements FromPrimary {

	}

	/**
	 * Accept connections from now on.
	 *
	 * @param share how many connections to take for each 100 that another worker takes
	 * from a socket that both accept from, at most 100; 0 for none until further notice
	 */
	record Join(int share) implements FromPrimary {

	}

	/**
	 * Have clients of connections that are kept alive connect anew.
	 *
	 * @param connections how many connections to close, each with its next response
	 */
	record Shed(int connections) implements FromPrimary {

	}

	/**
	 * A message of the application.
	 *
	 * @param peer from a worker, who gets it; from the primary, who sent it: id of a
	 * worker, or 0 for the primary
	 * @param envelope the message
	 * @param receipt what the sender has handled of the receiver's messages
	 */
	record Post(long peer, Envelope envelope, Receipt receipt) implements FromWorker, FromPrimary {

	}

	/**
	 * Messages of the application were handled.
	 *
	 * @param peer from a worker, who sent them; from the primary, who has handled them:
	 * id of a worker, or 0 for the primary
	 * @param receipt what was handled
	 */
	record Handled(long peer, Receipt receipt) implements FromWorker, FromPrimary {

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
