package io.clusterboot.web;

import org.eclipse.jetty.http2.CloseState;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Has clients of HTTP/2 leave, which is an option of Jetty's that need not be there.
 */
final class JettyHttp2 {

	private static final boolean PRESENT = ClassUtils.isPresent("org.eclipse.jetty.http2.HTTP2Connection",
			JettyHttp2.class.getClassLoader());

	private JettyHttp2() {
	}

	/**
	 * Tell the client of a connection to open no more streams, once. The connection ends
	 * with the last of those that there are.
	 * @param connection a connection of any protocol
	 */
	static void leave(@Nullable Connection connection) {
		if (isHttp2(connection)) {
			Sessions.leave(connection);
		}
	}

	/**
	 * Return whether a client was told to leave.
	 * @param connection a connection of any protocol
	 * @return {@code true} for one of HTTP/2 that was
	 */
	static boolean isLeaving(@Nullable Connection connection) {
		return isHttp2(connection) && Sessions.isLeaving(connection);
	}

	static boolean isHttp2(@Nullable Connection connection) {
		return PRESENT && Sessions.isHttp2(connection);
	}

	/**
	 * Loaded where HTTP/2 is present.
	 */
	private static final class Sessions {

		static boolean isHttp2(@Nullable Connection connection) {
			return connection instanceof HTTP2Connection;
		}

		static boolean isLeaving(@Nullable Connection connection) {
			return connection instanceof HTTP2Connection http2
					&& http2.getSession().getCloseState() != CloseState.NOT_CLOSED;
		}

		static void leave(@Nullable Connection connection) {
			if (connection instanceof HTTP2Connection http2 && !isLeaving(connection)) {
				http2.getSession().shutdown();
			}
		}

	}

}
