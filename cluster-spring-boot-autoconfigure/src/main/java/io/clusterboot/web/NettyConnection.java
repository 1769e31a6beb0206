package io.clusterboot.web;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.AttributeKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/**
 * What happens on a connection of Netty's.
 */
final class NettyConnection extends ChannelInboundHandlerAdapter {

	private static final Log logger = LogFactory.getLog(NettyConnection.class);

	private static final AttributeKey<NettyConnection> KEY = AttributeKey.valueOf(NettyConnection.class.getName());

	private final Channel channel;

	private final SocketChannel socket;

	/**
	 * What to do when a request ends, by request.
	 */
	private final Map<Connection, Runnable> requests = new ConcurrentHashMap<>();

	/**
	 * Requests that end as soon as they turn out to be streams of events.
	 */
	private final Set<Connection> ending = ConcurrentHashMap.newKeySet();

	private final AtomicLong lastRead = new AtomicLong();

	private final AtomicLong lastEnd = new AtomicLong(System.nanoTime());

	private final AtomicBoolean leaving = new AtomicBoolean();

	NettyConnection(Channel channel, SocketChannel socket) {
		this.channel = channel;
		this.socket = socket;
		this.lastRead.set(this.lastEnd.get());
		channel.attr(KEY).set(this);
	}

	/**
	 * Return the connection that a request came on.
	 * @param channel the channel of the request, a stream of HTTP/2 or the connection
	 * itself
	 * @return the connection, {@code null} for one that is not ours
	 */
	static @Nullable NettyConnection of(Channel channel) {
		NettyConnection connection = channel.attr(KEY).get();
		return (connection != null || channel.parent() == null) ? connection : of(channel.parent());
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		this.lastRead.set(System.nanoTime());
		context.fireChannelRead(message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (!this.requests.isEmpty() && NettyStreams.isSession(this.channel)) {
			// The request has become a session.
			endAll();
		}
		context.fireChannelReadComplete();
	}

	int remotePort() {
		return (this.channel.remoteAddress() instanceof InetSocketAddress remote) ? remote.getPort() : -1;
	}

	Channel channel() {
		return this.channel;
	}

	void begin(Connection request, Runnable onEnd) {
		this.requests.put(request, onEnd);
	}

	void end(Connection request) {
		Runnable onEnd = this.requests.remove(request);
		if (onEnd != null) {
			this.ending.remove(request);
			this.lastEnd.set(System.nanoTime());
			onEnd.run();
		}
	}

	/**
	 * End the request whose channel has become a WebSocket session that ends now.
	 * @param session the session
	 */
	void endSession(Connection session) {
		this.requests.keySet().stream().filter((request) -> request.channel() == session.channel()).forEach(this::end);
	}

	void endAll() {
		this.requests.keySet().forEach(this::end);
	}

	/**
	 * End the streams of events, those that begin later included.
	 */
	void endEvents() {
		this.requests.keySet()
			.stream()
			.filter(this.ending::add)
			.forEach((request) -> execute(request.channel(),
					() -> NettyStreams.endEvents(request, () -> this.requests.containsKey(request))));
	}

	private void execute(Channel channel, Runnable task) {
		try {
			channel.eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("It ends without us", ex);
		}
	}

	/**
	 * Have something done with each request on its own thread.
	 * @param action does it
	 */
	void forEachRequest(Consumer<Connection> action) {
		for (Connection request : this.requests.keySet()) {
			execute(request.channel(), () -> action.accept(request));
		}
	}

	boolean isHttp2() {
		return this.channel.pipeline().get(Http2FrameCodec.class) != null;
	}

	/**
	 * Tell a client of HTTP/2 to open no more streams, once.
	 */
	void leave() {
		if (isHttp2() && this.leaving.compareAndSet(false, true)) {
			DefaultHttp2GoAwayFrame frame = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
			this.channel.writeAndFlush(frame.setExtraStreamIds(Integer.MAX_VALUE));
		}
	}

	boolean isLeaving() {
		return this.leaving.get();
	}

	/**
	 * End the WebSocket sessions, of which there may be many with HTTP/2.
	 */
	void endSessions() {
		NettyStreams.endSession(this.channel);
		this.requests.keySet().forEach((request) -> NettyStreams.endSession(request.channel()));
	}

	/**
	 * Close this connection if it is idle.
	 * @param age how long it must have sent and received nothing
	 * @param arrived tells whether there is something to be read
	 * @param left connections that are left so far
	 * @return connections that are left, with this one if it is
	 */
	LeftConnections closeOrCount(Duration age, ArrivedBytes arrived, LeftConnections left) {
		if (!this.channel.isOpen()) {
			return left;
		}
		if (isBusy()) {
			return left.plusBusy();
		}
		if (isRecent(age) || arrived.isAny(this.socket)) {
			return left.plusExpected();
		}
		// What has been read meanwhile is known there.
		execute(this.channel, () -> closeIfIdle(age));
		return left;
	}

	private void closeIfIdle(Duration age) {
		if (isBusy() || isRecent(age)) {
			return;
		}
		if (isHttp2()) {
			// Says which streams the client may send again.
			this.channel.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR))
				.addListener(ChannelFutureListener.CLOSE);
		}
		else {
			this.channel.close();
		}
	}

	private boolean isBusy() {
		return !this.requests.isEmpty() || NettyStreams.isSession(this.channel) || isHalfRead();
	}

	private boolean isRecent(Duration age) {
		return System.nanoTime() - Math.max(this.lastRead.get(), this.lastEnd.get()) < age.toNanos();
	}

	private boolean isHalfRead() {
		return !isHttp2() && this.lastRead.get() > this.lastEnd.get();
	}

}
