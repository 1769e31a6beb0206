package io.clusterboot.actuate.all;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.context.SmartLifecycle;

import io.clusterboot.peer.PeerDirectory;
import io.clusterboot.peer.PeerHandler;
import io.clusterboot.peer.PeerQuestion;
import io.clusterboot.peer.PeerServer;

/**
 * This worker's part in answers for all workers: runs operations for the others, and has
 * them run operations for it.
 *
 * @since 0.1.0
 */
public final class ClusterWide implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ClusterWide.class);

	private final Operations operations;

	private final Ways ways;

	private final Levels levels;

	private final PeerDirectory directory;

	private final List<SpecialRead> reads;

	private final Runnable discovery;

	private final AnswerLimit limit = new AnswerLimit();

	private final Map<String, PeerHandler> handlers = new LinkedHashMap<>();

	private final AtomicReference<@Nullable PeerServer> server = new AtomicReference<>();

	ClusterWide(Operations operations, Ways ways, Levels levels, PeerDirectory directory, List<SpecialRead> reads,
			Runnable discovery) {
		this.operations = operations;
		this.ways = ways;
		this.levels = levels;
		this.directory = directory;
		this.reads = List.copyOf(reads);
		this.discovery = discovery;
		this.handlers.put(RemoteCall.SUBJECT, operations);
		this.handlers.put(ContentQuestion.SUBJECT, operations::answerContent);
		reads.forEach((read) -> {
			PeerHandler handler = read.handler();
			if (handler != null) {
				this.handlers.put(read.endpoint(),
						(question, answer) -> this.limit.give(read.endpoint(), () -> handler.answer(question, answer)));
			}
		});
	}

	Operations operations() {
		return this.operations;
	}

	Ways ways() {
		return this.ways;
	}

	OperationInvoker own(EndpointId endpoint, OperationInvoker invoker) {
		OperationInvoker own = invoker;
		for (SpecialRead read : this.reads) {
			own = read.endpoint().equals(endpoint.toLowerCaseString()) ? read.own(own) : own;
		}
		return own;
	}

	@Override
	public void start() {
		this.discovery.run();
		try {
			this.server
				.set(PeerServer.start(this.directory.socket(this.ways.one().workers().self().id()), this::answer));
		}
		catch (IOException ex) {
			logger.warn("Other workers get no answer from this one: " + ex, ex);
		}
		removeSocketsOfTheDead();
		LoggersWay.inherit(this.operations, this.levels);
		this.reads.forEach(SpecialRead::started);
	}

	private void removeSocketsOfTheDead() {
		Workers workers = this.ways.one().workers();
		Set<Long> live = workers.now().live();
		if (!live.isEmpty()) {
			this.directory.removeSockets((id) -> id < workers.self().id() && !live.contains(id));
		}
	}

	private void answer(PeerQuestion question, OutputStream answer) throws IOException {
		PeerHandler handler = this.handlers.get(question.subject());
		if (handler == null) {
			throw new IOException("this worker knows nothing of " + question.subject());
		}
		handler.answer(question, answer);
	}

	@Override
	public void stop() {
		PeerServer server = this.server.getAndSet(null);
		if (server != null) {
			server.close();
		}
		this.reads.forEach(SpecialRead::stopped);
	}

	@Override
	public boolean isRunning() {
		return this.server.get() != null;
	}

	/**
	 * First to start, so that no write that others pass on is missed, and last to stop:
	 * what drains still counts.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
