package io.clusterboot.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes frames and payloads that nobody should send.
 */
final class FrameMangler {

	private final Random random;

	private final MessageSamples samples;

	FrameMangler(long seed) {
		this.random = new Random(seed);
		this.samples = new MessageSamples(seed);
	}

	/**
	 * Return bytes that were a valid frame, or never were.
	 * @return the bytes, with a header in front
	 */
	byte[] frame() throws ProtocolException {
		return switch (this.random.nextInt(5)) {
			case 0 -> noise(this.random.nextInt(200));
			case 1 -> truncated(valid(this.samples.any()));
			case 2 -> withNoiseFor(valid(this.samples.any()), 4);
			case 3 -> withNoiseFor(valid(this.samples.any()), 0);
			default -> framed(noise(this.random.nextInt(100)));
		};
	}

	/**
	 * Return what follows the header of {@link #frame()}.
	 * @return the bytes
	 */
	ByteBuffer payload() throws ProtocolException {
		byte[] frame = frame();
		int start = Math.min(Frames.HEADER, frame.length);
		return ByteBuffer.wrap(frame, start, frame.length - start).slice();
	}

	static byte[] valid(Message message) throws ProtocolException {
		ByteBuffer frame = MessageCodec.encode(message);
		byte[] bytes = new byte[frame.remaining()];
		frame.get(bytes);
		return bytes;
	}

	private byte[] framed(byte[] payload) {
		return ByteBuffer.allocate(Frames.HEADER + payload.length).putInt(payload.length).put(payload).array();
	}

	private byte[] truncated(byte[] frame) {
		return Arrays.copyOf(frame, this.random.nextInt(frame.length));
	}

	private byte[] withNoiseFor(byte[] frame, int start) {
		for (int i = 1 + this.random.nextInt(4); i > 0 && frame.length > start; i--) {
			frame[start + this.random.nextInt(frame.length - start)] = (byte) this.random.nextInt();
		}
		return frame;
	}

	private byte[] noise(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

}
