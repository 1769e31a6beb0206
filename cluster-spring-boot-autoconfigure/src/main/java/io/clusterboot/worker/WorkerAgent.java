package io.clusterboot.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.WorkerLoad;
import io.clusterboot.protocol.ControlChannelException;
import io.clusterboot.protocol.ControlClient;
import io.clusterboot.protocol.Message;
import io.clusterboot.protocol.Message.StatusReply;

/**
 * Speaks for the worker: tells the primary how it is, asks it about the cluster, and
 * notices when it is gone.
 *
 * @since 0.1.0
 */
public final class WorkerAgent implements ClusterStatusSource, AutoCloseable {

	private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(1);

	/**
	 * The two clocks are not in step: at one sample per heartbeat a heartbeat could carry
	 * figures that are almost an interval old, and twice that when the next one comes.
	 */
	private static final int SAMPLES_PER_HEARTBEAT = 2;

	private static final Log logger = LogFactory.getLog(WorkerAgent.class);

	private final Path socket;

	private final String token;

	private final LoadSampler sampler;

	private final PrimaryWatchdog watchdog;

	private final Ticker heartbeat;

	private final Ticker sampling;

	private final PendingReplies replies = new PendingReplies();

	private volatile WorkerLoad load = WorkerLoad.NONE;

	private volatile @Nullable ControlClient client;

	/**
	 * Create a new {@link WorkerAgent} instance.
	 * @param socket path of the primary's socket
	 * @param token the token from the worker's environment
	 * @param primaryPid process id of the primary
	 * @param heartbeatInterval time between two heartbeats
	 * @param sampler measures the load; may fail or be slow, the last value counts then
	 * @param onPrimaryLost told once when the primary is gone, unless this agent was
	 * closed before
	 */
	public WorkerAgent(Path socket, String token, long primaryPid, Duration heartbeatInterval, LoadSampler sampler,
			PrimaryLostHandler onPrimaryLost) {
		this(socket, token, primaryPid, heartbeatInterval, sampler, onPrimaryLost, PrimaryWatchdog::currentParentPid);
	}

	WorkerAgent(Path socket, String token, long primaryPid, Duration heartbeatInterval, LoadSampler sampler,
			PrimaryLostHandler onPrimaryLost, LongSupplier parentPid) {
		this.socket = socket;
		this.token = token;
		this.sampler = sampler;
		this.watchdog = new PrimaryWatchdog(primaryPid, parentPid, onPrimaryLost);
		this.heartbeat = new Ticker("cluster-heartbeat", Thread.MAX_PRIORITY, heartbeatInterval, this::beat);
		this.sampling = new Ticker("cluster-load", Thread.NORM_PRIORITY,
				heartbeatInterval.dividedBy(SAMPLES_PER_HEARTBEAT), this::sample);
	}

	/**
	 * Connect to the primary and begin to send heartbeats.
	 * @throws ControlChannelException if there is no channel to the primary
	 */
	public void start() throws ControlChannelException {
		this.client = ControlClient.connect(this.socket, this.token, ProcessHandle.current().pid(), new Events());
		this.sampling.start();
		this.heartbeat.start();
	}

	/**
	 * Tell the primary that the worker's server listens.
	 * @param address the address it is bound to, {@code *} for all
	 * @param port the port
	 */
	public void listening(String address, int port) {
		tell(new Message.Listening(address, port));
	}

	/**
	 * Tell the primary that the application is ready and accepts traffic.
	 */
	public void ready() {
		tell(new Message.Ready());
	}

	@Override
	public ClusterStatus status() {
		return status(STATUS_TIMEOUT);
	}

	/**
	 * Return the cluster's status as of now.
	 * @param timeout how long to wait for the primary
	 * @return the status
	 * @throws ClusterUnavailableException if the primary did not answer in time
	 */
	public ClusterStatus status(Duration timeout) {
		long number = this.replies.nextNumber();
		CompletableFuture<ClusterStatus> reply = this.replies.open(number);
		try {
			channel().send(new Message.StatusRequest(number));
			return reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ControlChannelException | ExecutionException ex) {
			throw unavailable(String.valueOf((ex.getCause() != null) ? ex.getCause().getMessage() : ex.getMessage()));
		}
		catch (TimeoutException ex) {
			throw unavailable("it did not answer within " + timeout.toMillis() + " ms");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw unavailable("the thread was interrupted");
		}
		finally {
			this.replies.forget(number);
		}
	}

	/**
	 * End the channel because the worker stops as it should. That the primary goes means
	 * nothing from here on.
	 */
	@Override
	public void close() {
		this.watchdog.disarm();
		this.heartbeat.close();
		this.sampling.close();
		ControlClient client = this.client;
		if (client != null) {
			client.close();
		}
		this.replies.failAll("the worker stops");
	}

	private void beat() {
		tell(new Message.Heartbeat(this.load));
		this.watchdog.check();
	}

	private void sample() {
		this.load = this.sampler.sample();
	}

	private void tell(Message.FromWorker message) {
		try {
			channel().send(message);
		}
		catch (ControlChannelException ex) {
			// Whether the primary is gone is the watchdog's business.
			logger.trace("Not sent: " + message, ex);
		}
	}

	private ControlClient channel() throws ControlChannelException {
		ControlClient client = this.client;
		if (client == null) {
			throw new ControlChannelException("This worker has not connected to the primary", null);
		}
		return client;
	}

	private ClusterUnavailableException unavailable(String reason) {
		return new ClusterUnavailableException("The primary cannot be asked for the cluster's status: " + reason);
	}

	/**
	 * Hears what the primary says.
	 */
	private final class Events implements ControlClient.Listener {

		@Override
		public void message(Message.FromPrimary message) {
			if (message instanceof StatusReply reply) {
				WorkerAgent.this.replies.complete(reply.request(), reply.status());
			}
		}

		@Override
		public void closed(@Nullable Exception cause) {
			WorkerAgent.this.replies.failAll("the channel to the primary is closed");
			WorkerAgent.this.watchdog.channelClosed(cause);
		}

	}

}
