package io.clusterboot.protocol;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A connection to the control server that sends what it likes.
 */
final class RawConnection implements AutoCloseable {

	private final SocketChannel channel;

	private final FrameReader reader = new FrameReader(Frames.LIMIT);

	RawConnection(Path socket) throws IOException {
		this.channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
	}

	RawConnection send(Message message) throws IOException {
		return send(FrameMangler.valid(message));
	}

	RawConnection send(byte[] bytes) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		while (buffer.hasRemaining()) {
			this.channel.write(buffer);
		}
		return this;
	}

	RawConnection hello(String token) throws IOException {
		return send(new Message.Hello(MessageCodec.VERSION, token, 4711));
	}

	/**
	 * Wait for a message.
	 * @return the message, or {@code null} if the server has closed the connection
	 */
	@Nullable Message read() throws IOException {
		ByteBuffer payload = this.reader.next();
		while (payload == null) {
			if (this.reader.fill(this.channel) < 0) {
				return null;
			}
			payload = this.reader.next();
		}
		return MessageCodec.decode(payload);
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
