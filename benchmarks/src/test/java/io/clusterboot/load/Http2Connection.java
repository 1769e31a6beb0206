package io.clusterboot.load;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;

import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;

/**
 * One HTTP/2 connection over clear text, shared by several clients, followed by another
 * when the server says GOAWAY. Requests that the server has not processed by its own word
 * are sent again, as RFC 9113 (8.7) has it; nothing else is, which is why OkHttp's own
 * retries are off.
 */
final class Http2Connection implements Connection {

	private static final int MOST_REFUSALS = 5;

	private final OkHttpClient client;

	private final Request request;

	private final Tally tally;

	private Http2Connection(OkHttpClient client, Request request, Tally tally) {
		this.client = client;
		this.request = request;
		this.tally = tally;
	}

	/**
	 * Open nothing yet: the first request does.
	 * @param port the port
	 * @param path what to ask for
	 * @param timeout how long an answer may take
	 * @param tally told of each connection, and of each request that is sent again
	 * @return the connection
	 */
	static Http2Connection to(int port, String path, Duration timeout, Tally tally) {
		OkHttpClient client = new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
			.retryOnConnectionFailure(false)
			.connectionPool(new ConnectionPool())
			.eventListener(new Openings(tally))
			.connectTimeout(timeout)
			.readTimeout(timeout)
			.build();
		HttpUrl url = new HttpUrl.Builder().scheme("http").host("127.0.0.1").port(port).build().resolve(path);
		return new Http2Connection(client, new Request.Builder().url(url).build(), tally);
	}

	@Override
	public String exchange() throws RequestFailedException {
		for (int i = 0; i < MOST_REFUSALS; i++) {
			Attempt attempt = new Attempt();
			try {
				return attempt.run();
			}
			catch (IOException ex) {
				if (!isRefusal(ex)) {
					throw new RequestFailedException(attempt.failure(ex), ex);
				}
				this.tally.refused();
			}
		}
		throw new RequestFailedException(Failure.REFUSED_STREAM, "Refused " + MOST_REFUSALS + " times");
	}

	private boolean isRefusal(IOException ex) {
		return ex instanceof ConnectionShutdownException
				|| ex instanceof StreamResetException reset && reset.errorCode == ErrorCode.REFUSED_STREAM;
	}

	@Override
	public boolean isReusable() {
		return true;
	}

	@Override
	public void close() {
		this.client.connectionPool().evictAll();
	}

	/**
	 * Counts connections.
	 */
	private static final class Openings extends EventListener {

		private final Tally tally;

		Openings(Tally tally) {
			this.tally = tally;
		}

		@Override
		public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, Protocol protocol) {
			this.tally.opened();
		}

	}

	/**
	 * One try of one request.
	 */
	private final class Attempt {

		private boolean begun;

		String run() throws IOException, RequestFailedException {
			try (Response response = Http2Connection.this.client.newCall(Http2Connection.this.request).execute()) {
				this.begun = true;
				String body = response.body().string();
				if (response.code() != 200) {
					throw new RequestFailedException(
							(response.code() >= 500) ? Failure.SERVER_ERROR : Failure.WRONG_STATUS,
							"Status " + response.code());
				}
				return body;
			}
		}

		Failure failure(IOException ex) {
			if (ex instanceof ConnectException) {
				boolean refused = String.valueOf(ex.getCause()).contains("refused");
				return refused ? Failure.REFUSED : Failure.OTHER;
			}
			if (ex instanceof InterruptedIOException) {
				return this.begun ? Failure.TIMEOUT_IN_RESPONSE : Failure.TIMEOUT_BEFORE_RESPONSE;
			}
			// An end without GOAWAY is no race that the protocol allows for.
			return this.begun ? Failure.RESET_IN_RESPONSE : Failure.RESET_BEFORE_RESPONSE;
		}

	}

}
