package io.clusterboot.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One HTTP/1.1 connection on loopback that retries nothing and hides nothing.
 *
 * @since 0.1.0
 */
public final class HttpConnection implements AutoCloseable {

	private static final int LONGEST_LINE = 8192;

	private final Socket socket;

	private final InputStream input;

	private boolean reused;

	private boolean begun;

	private boolean reusable = true;

	private HttpConnection(Socket socket) throws IOException {
		this.socket = socket;
		this.input = new BufferedInputStream(socket.getInputStream());
	}

	public static HttpConnection open(int port, Duration timeout) throws RequestFailedException {
		Socket socket = new Socket();
		try {
			socket.setTcpNoDelay(true);
			socket.setSoTimeout((int) timeout.toMillis());
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) timeout.toMillis());
			return new HttpConnection(socket);
		}
		catch (IOException ex) {
			close(socket);
			throw new RequestFailedException(connectFailure(ex), ex);
		}
	}

	private static Failure connectFailure(IOException ex) {
		if (ex instanceof SocketTimeoutException) {
			return Failure.CONNECT_TIMEOUT;
		}
		boolean refused = ex instanceof ConnectException && String.valueOf(ex.getMessage()).contains("refused");
		return refused ? Failure.REFUSED : Failure.OTHER;
	}

	/**
	 * Send one request and read the whole response.
	 * @param request the request, as it goes over the wire
	 * @return the body of a response with status 200
	 * @throws RequestFailedException if there is no such response
	 */
	public String exchange(byte[] request) throws RequestFailedException {
		return exchange(request, Upload.NONE);
	}

	/**
	 * Send one request with a body and read the whole response.
	 * @param head the request without its body, as it goes over the wire
	 * @param body the body
	 * @return the body of a response with status 200
	 * @throws RequestFailedException if there is no such response
	 */
	String exchange(byte[] head, Upload body) throws RequestFailedException {
		this.begun = false;
		try {
			this.socket.getOutputStream().write(head);
			body.writeTo(this.socket.getOutputStream());
			String answer = readResponse();
			this.reused = true;
			return answer;
		}
		catch (IOException ex) {
			throw new RequestFailedException(exchangeFailure(ex), ex);
		}
	}

	private Failure exchangeFailure(IOException ex) {
		if (ex instanceof SocketTimeoutException) {
			return this.begun ? Failure.TIMEOUT_IN_RESPONSE : Failure.TIMEOUT_BEFORE_RESPONSE;
		}
		if (ex instanceof EOFException) {
			return this.begun ? Failure.EOF_IN_RESPONSE : eofBeforeResponse();
		}
		if (ex instanceof SocketException && !(ex instanceof ProtocolException)) {
			return this.begun ? Failure.RESET_IN_RESPONSE : resetBeforeResponse();
		}
		return Failure.OTHER;
	}

	private Failure eofBeforeResponse() {
		return this.reused ? Failure.EOF_ON_REUSED : Failure.EOF_ON_NEW;
	}

	private Failure resetBeforeResponse() {
		return this.reused ? Failure.RESET_ON_REUSED : Failure.RESET_BEFORE_RESPONSE;
	}

	/**
	 * Return whether another request may be sent.
	 * @return {@code false} if the server has said that it closes the connection
	 */
	boolean isReusable() {
		return this.reusable;
	}

	private String readResponse() throws IOException, RequestFailedException {
		String statusLine = readLine();
		int length = -1;
		boolean chunked = false;
		for (String header = readLine(); !header.isEmpty(); header = readLine()) {
			int colon = header.indexOf(':');
			String value = header.substring(colon + 1).strip();
			switch (header.substring(0, Math.max(colon, 0)).toLowerCase(java.util.Locale.ROOT)) {
				case "content-length" -> length = Integer.parseInt(value);
				case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
				case "connection" -> this.reusable = !value.equalsIgnoreCase("close");
				default -> {
				}
			}
		}
		byte[] body = chunked ? readChunks() : readBody(length);
		requireOk(statusLine);
		return new String(body, StandardCharsets.UTF_8);
	}

	private byte[] readBody(int length) throws IOException {
		// Tomcat neither chunks nor counts what it sends before it closes the connection.
		return (length < 0 && !this.reusable) ? this.input.readAllBytes() : readBytes(Math.max(length, 0));
	}

	private void requireOk(String statusLine) throws IOException, RequestFailedException {
		if (!statusLine.matches("HTTP/1\\.1 \\d{3}.*")) {
			throw new ProtocolException("Not a status line: " + statusLine);
		}
		if (!statusLine.startsWith("HTTP/1.1 200")) {
			boolean serverError = statusLine.charAt("HTTP/1.1 ".length()) == '5';
			throw new RequestFailedException(serverError ? Failure.SERVER_ERROR : Failure.WRONG_STATUS, statusLine);
		}
	}

	private byte[] readChunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = chunkSize(); size > 0; size = chunkSize()) {
			body.write(readBytes(size));
			readLine();
		}
		readLine();
		return body.toByteArray();
	}

	private int chunkSize() throws IOException {
		try {
			return Integer.parseInt(readLine(), 16);
		}
		catch (NumberFormatException ex) {
			throw new ProtocolException("Not the size of a chunk: " + ex.getMessage());
		}
	}

	private byte[] readBytes(int length) throws IOException {
		byte[] bytes = this.input.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException();
		}
		return bytes;
	}

	private String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = readByte(); next != '\n'; next = readByte()) {
			if (line.length() == LONGEST_LINE) {
				throw new ProtocolException("Endless line");
			}
			line.append((char) next);
		}
		return line.toString().strip();
	}

	private int readByte() throws IOException {
		int next = this.input.read();
		if (next < 0) {
			throw new EOFException();
		}
		this.begun = true;
		return next;
	}

	@Override
	public void close() {
		close(this.socket);
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// It is of no use any more.
		}
	}

}
