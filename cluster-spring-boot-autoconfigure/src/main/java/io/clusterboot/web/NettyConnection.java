package io.clusterboot.web;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.AttributeKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * What happens on a connection of Netty's.
 */
final class NettyConnection extends ChannelInboundHandlerAdapter {

	private static final Log logger = LogFactory.getLog(NettyConnection.class);

	private static final AttributeKey<NettyConnection> KEY = AttributeKey.valueOf(NettyConnection.class.getName());

	private static final AttributeKey<Boolean> TOLD = AttributeKey.valueOf(NettyConnection.class.getName() + ".TOLD");

	private static final int GOING_AWAY = 1001;

	private static final String EVENTS = "text/event-stream";

	private static final int LOOK_MILLIS = 50;

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
		if (!this.requests.isEmpty() && session(this.channel) != null) {
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
			.forEach((request) -> execute(request.channel(), () -> endEvents(request)));
	}

	private void execute(Channel channel, Runnable task) {
		try {
			channel.eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("It ends without us", ex);
		}
	}

	private void endEvents(Connection request) {
		if (!this.requests.containsKey(request) || !(request instanceof HttpServerResponse response)) {
			return;
		}
		if (!response.hasSentHeaders()) {
			request.channel().eventLoop().schedule(() -> endEvents(request), LOOK_MILLIS, TimeUnit.MILLISECONDS);
		}
		else if (sendsEvents(response)) {
			ChannelFuture written = request.channel().writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
			if (request.channel() == this.channel) {
				written.addListener(ChannelFutureListener.CLOSE);
			}
		}
	}

	private boolean sendsEvents(HttpServerResponse response) {
		String type = response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE);
		return type != null && type.startsWith(EVENTS);
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
		endSession(this.channel);
		this.requests.keySet().forEach((request) -> endSession(request.channel()));
	}

	private void endSession(Channel channel) {
		WebsocketOutbound session = session(channel);
		if (session != null && channel.attr(TOLD).setIfAbsent(true) == null) {
			session.sendClose(GOING_AWAY, null).subscribe((nothing) -> {
			}, (failure) -> channel.close());
		}
	}

	private static @Nullable WebsocketOutbound session(Channel channel) {
		return (ChannelOperations.get(channel) instanceof WebsocketOutbound session) ? session : null;
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
		return !this.requests.isEmpty() || session(this.channel) != null || isHalfRead();
	}

	private boolean isRecent(Duration age) {
		return System.nanoTime() - Math.max(this.lastRead.get(), this.lastEnd.get()) < age.toNanos();
	}

	private boolean isHalfRead() {
		return !isHttp2() && this.lastRead.get() > this.lastEnd.get();
	}

}
