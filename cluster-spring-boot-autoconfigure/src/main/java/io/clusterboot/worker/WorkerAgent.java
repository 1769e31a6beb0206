package io.clusterboot.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
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
import io.clusterboot.protocol.Message.OperationReply;
import io.clusterboot.protocol.Operation;

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

	private final PrimaryRequests requests = new PrimaryRequests((message) -> channel().send(message));

	private final Consumer<Message.FromPrimary> news;

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
	 * @param news gets what the primary says unasked, on a thread of the channel
	 */
	public WorkerAgent(Path socket, String token, long primaryPid, Duration heartbeatInterval, LoadSampler sampler,
			PrimaryLostHandler onPrimaryLost, Consumer<Message.FromPrimary> news) {
		this(socket, token, primaryPid, heartbeatInterval, sampler, onPrimaryLost, news,
				PrimaryWatchdog::currentParentPid);
	}

	WorkerAgent(Path socket, String token, long primaryPid, Duration heartbeatInterval, LoadSampler sampler,
			PrimaryLostHandler onPrimaryLost, Consumer<Message.FromPrimary> news, LongSupplier parentPid) {
		this.socket = socket;
		this.token = token;
		this.sampler = sampler;
		this.news = news;
		this.watchdog = new PrimaryWatchdog(primaryPid, parentPid, onPrimaryLost, LastResortExit::atOnce);
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
	 * Tell the primary what the worker was configured with.
	 * @param properties the properties that concern the cluster
	 */
	public void configured(Map<String, String> properties) {
		tell(new Message.Configured(properties));
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

	/**
	 * Tell the primary that the application refuses traffic, until it is ready again.
	 */
	public void refusing() {
		tell(new Message.Refusing());
	}

	@Override
	public ClusterStatus status() {
		return status(STATUS_TIMEOUT);
	}

	@Override
	public ClusterStatus status(Duration timeout) {
		CompletableFuture<ClusterStatus> reply = this.requests.status();
		try {
			return reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw PrimaryRequests
				.unavailable(String.valueOf((ex.getCause() != null) ? ex.getCause().getMessage() : ex.getMessage()));
		}
		catch (TimeoutException ex) {
			throw PrimaryRequests.unavailable("it did not answer within " + timeout.toMillis() + " ms");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw PrimaryRequests.unavailable("the thread was interrupted");
		}
		finally {
			reply.cancel(false);
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
		this.requests.failAll("the worker stops");
	}

	/**
	 * Ask the primary to do something.
	 * @param operation what to do
	 * @return completes with its answer; fails with a {@link ClusterUnavailableException}
	 * if there will be none
	 */
	CompletableFuture<OperationReply> ask(Operation operation) {
		return this.requests.operation(operation);
	}

	private void beat() {
		tell(new Message.Heartbeat(this.load));
		this.watchdog.check();
	}

	private void sample() {
		this.load = this.sampler.sample();
	}

	/**
	 * Tell the primary something.
	 * @param message what to tell
	 * @return {@code false} if the channel is closed
	 */
	boolean tell(Message.FromWorker message) {
		try {
			channel().send(message);
			return true;
		}
		catch (ControlChannelException ex) {
			// Whether the primary is gone is the watchdog's business.
			logger.trace("Not sent: " + message, ex);
			return false;
		}
	}

	private ControlClient channel() throws ControlChannelException {
		ControlClient client = this.client;
		if (client == null) {
			throw new ControlChannelException("This worker has not connected to the primary", null);
		}
		return client;
	}

	/**
	 * Hears what the primary says.
	 */
	private final class Events implements ControlClient.Listener {

		@Override
		public void message(Message.FromPrimary message) {
			if (!WorkerAgent.this.requests.accept(message)) {
				WorkerAgent.this.news.accept(message);
			}
		}

		@Override
		public void closed(@Nullable Throwable cause) {
			try {
				WorkerAgent.this.requests.failAll("the channel to the primary is closed");
			}
			finally {
				WorkerAgent.this.watchdog.channelClosed(cause);
			}
		}

	}

}
