package io.clusterboot.web;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import reactor.netty.Connection;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * Ends what would never end by itself, with a word to the client.
 */
final class NettyStreams {

	private static final AttributeKey<Boolean> TOLD = AttributeKey.valueOf(NettyStreams.class.getName());

	private static final int GOING_AWAY = 1001;

	private static final String EVENTS = "text/event-stream";

	private static final int LOOK_MILLIS = 50;

	private NettyStreams() {
	}

	/**
	 * End a request as soon as it turns out to be a stream of events.
	 * @param request the request, on whose thread this is called
	 * @param lasts whether it has not ended
	 */
	static void endEvents(Connection request, BooleanSupplier lasts) {
		if (!lasts.getAsBoolean() || !(request instanceof HttpServerResponse response)) {
			return;
		}
		Channel channel = request.channel();
		if (!response.hasSentHeaders()) {
			channel.eventLoop().schedule(() -> endEvents(request, lasts), LOOK_MILLIS, TimeUnit.MILLISECONDS);
		}
		else if (sendsEvents(response)) {
			ChannelFuture written = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
			if (!(channel instanceof Http2StreamChannel)) {
				written.addListener(ChannelFutureListener.CLOSE);
			}
		}
	}

	private static boolean sendsEvents(HttpServerResponse response) {
		String type = response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE);
		return type != null && type.startsWith(EVENTS);
	}

	static boolean isSession(Channel channel) {
		return ChannelOperations.get(channel) instanceof WebsocketOutbound;
	}

	/**
	 * End a WebSocket session, if there is one, once.
	 * @param channel the channel of a request
	 */
	static void endSession(Channel channel) {
		if (ChannelOperations.get(channel) instanceof WebsocketOutbound session
				&& channel.attr(TOLD).setIfAbsent(true) == null) {
			session.sendClose(GOING_AWAY, null).subscribe((nothing) -> {
			}, (failure) -> channel.close());
		}
	}

}
