package io.clusterboot.web;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Speaks as much HTTP/2 as it takes to see what becomes of a connection.
 */
final class Http2Client implements AutoCloseable {

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int SETTINGS = 4;

	private static final int PING = 6;

	private static final int GOAWAY = 7;

	private final Socket socket;

	private final DataInputStream input;

	private final Queue<Integer> goAways = new ArrayDeque<>();

	private final Map<Integer, String> data = new HashMap<>();

	private boolean ended;

	Http2Client(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(10_000);
		this.input = new DataInputStream(this.socket.getInputStream());
		this.socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		write(SETTINGS, 0, 0, new byte[0]);
	}

	void get(int stream, String path) throws IOException {
		ByteArrayOutputStream headers = new ByteArrayOutputStream();
		// Static table: GET and http; path and authority literally, not indexed.
		headers.write(0x82);
		headers.write(0x86);
		literal(headers, 4, path);
		literal(headers, 1, "localhost");
		write(HEADERS, 0x5, stream, headers.toByteArray());
	}

	private void literal(ByteArrayOutputStream headers, int name, String value) {
		headers.write(name);
		headers.write(value.length());
		headers.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
	}

	private void write(int type, int flags, int stream, byte[] payload) throws IOException {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.write(new byte[] { (byte) (payload.length >> 16), (byte) (payload.length >> 8), (byte) payload.length });
		frame.write(type);
		frame.write(flags);
		frame.write(new byte[] { (byte) (stream >> 24), (byte) (stream >> 16), (byte) (stream >> 8), (byte) stream });
		frame.write(payload);
		OutputStream output = this.socket.getOutputStream();
		output.write(frame.toByteArray());
	}

	/**
	 * Return the last stream that the next GOAWAY names.
	 */
	int awaitGoAway() throws IOException {
		while (this.goAways.isEmpty()) {
			assertThat(this.ended).as("connection ended").isFalse();
			readFrame();
		}
		return this.goAways.remove();
	}

	String awaitData(int stream) throws IOException {
		while (!this.data.containsKey(stream)) {
			assertThat(this.ended).as("connection ended").isFalse();
			readFrame();
		}
		return this.data.get(stream);
	}

	void awaitEnd() throws IOException {
		while (!this.ended) {
			readFrame();
		}
	}

	private void readFrame() throws IOException {
		int first = this.input.read();
		if (first < 0) {
			this.ended = true;
			return;
		}
		int length = first << 16 | this.input.readUnsignedShort();
		int type = this.input.readUnsignedByte();
		int flags = this.input.readUnsignedByte();
		int stream = this.input.readInt();
		byte[] payload = this.input.readNBytes(length);
		handle(type, flags, stream, payload);
	}

	private void handle(int type, int flags, int stream, byte[] payload) throws IOException {
		if (type == GOAWAY) {
			this.goAways.add((payload[0] & 0x7F) << 24 | (payload[1] & 0xFF) << 16 | (payload[2] & 0xFF) << 8
					| (payload[3] & 0xFF));
		}
		else if (type == DATA && payload.length > 0) {
			this.data.merge(stream, new String(payload, StandardCharsets.US_ASCII), String::concat);
		}
		else if ((type == SETTINGS || type == PING) && flags == 0) {
			write(type, 1, 0, (type == PING) ? payload : new byte[0]);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
