package io.clusterboot.socket;

import java.io.UncheckedIOException;
import java.net.SocketException;

import com.sun.jna.Native;

/**
 * Turns what native calls return into exceptions that say what went wrong.
 */
final class NativeErrors {

	private NativeErrors() {
	}

	static int check(SocketCalls calls, int result, String call) {
		if (result < 0) {
			String message = call + ": " + calls.strerror(Native.getLastError());
			throw new UncheckedIOException(message, new SocketException(message));
		}
		return result;
	}

}
