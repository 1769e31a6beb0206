package io.clusterboot.process;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The charset in which the operating system hands over command lines.
 */
final class NativeCharset {

	static final Charset VALUE = Charset
		.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));

	private NativeCharset() {
	}

	/**
	 * Return a charset that turns the content into text and back without loss.
	 * @param content the content
	 * @return the native charset where it can
	 */
	static Charset losslessFor(byte[] content) {
		try {
			VALUE.newDecoder().decode(ByteBuffer.wrap(content));
			return VALUE;
		}
		catch (CharacterCodingException ex) {
			return StandardCharsets.ISO_8859_1;
		}
	}

}
