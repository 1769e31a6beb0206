package io.clusterboot.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.time.Duration;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * One request to this JVM itself.
 */
final class WarmUpRequest {

	private WarmUpRequest() {
	}

	/**
	 * Send a request and read the whole answer.
	 * @param url the address
	 * @param timeout longest time to wait
	 * @return the status of the answer
	 * @throws IOException if there is no complete answer in time
	 */
	static int send(URL url, Duration timeout) throws IOException {
		long end = System.nanoTime() + timeout.toNanos();
		HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
		try {
			configure(connection, timeout);
			int status = connection.getResponseCode();
			read((status < 400) ? connection.getInputStream() : connection.getErrorStream(), end);
			return status;
		}
		finally {
			connection.disconnect();
		}
	}

	private static void configure(HttpURLConnection connection, Duration timeout) {
		connection.setConnectTimeout((int) timeout.toMillis());
		connection.setReadTimeout((int) timeout.toMillis());
		connection.setInstanceFollowRedirects(false);
		connection.setUseCaches(false);
		connection.setRequestProperty("Connection", "close");
		if (connection instanceof HttpsURLConnection secured) {
			secured.setSSLSocketFactory(trusting().getSocketFactory());
			secured.setHostnameVerifier((host, session) -> true);
		}
	}

	private static SSLContext trusting() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new TrustAll() }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This JVM has no TLS", ex);
		}
	}

	private static void read(@Nullable InputStream body, long end) throws IOException {
		byte[] buffer = new byte[8192];
		while (body != null && body.read(buffer) >= 0) {
			if (System.nanoTime() - end > 0) {
				throw new SocketTimeoutException("The answer does not end");
			}
		}
	}

}
