package io.clusterboot.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Finds out whether connections can be steered here.
 */
final class SteeringCheck {

	private SteeringCheck() {
	}

	/**
	 * Return the native calls.
	 * @return the calls
	 * @throws SteeringUnavailableException if there are none
	 */
	static SocketCalls load() {
		return load(System.getProperty("os.name"));
	}

	static SocketCalls load(String system) {
		if (!"Linux".equals(system)) {
			throw new SteeringUnavailableException("only Linux can steer connections, this is " + system, null);
		}
		try {
			return Native.load(Platform.C_LIBRARY_NAME, SocketCalls.class);
		}
		catch (RuntimeException | Error ex) {
			// JNA throws a plain Error if it finds native code of another release.
			throw new SteeringUnavailableException(
					"native calls are not possible: " + ex.toString().lines().findFirst().orElse(""), ex);
		}
	}

	/**
	 * Make sure that standard input may be lent. Where it was closed before the JVM
	 * started, the JVM got the descriptor for a file of its own, the archive of the JDK's
	 * classes for example, and would crash.
	 * @param input standard input
	 * @throws SteeringUnavailableException if it is a file
	 */
	static void input(Path input) {
		if (Files.isRegularFile(input)) {
			throw new SteeringUnavailableException(
					"standard input is closed or a file, on which the JVM may depend: " + "start with < /dev/null",
					null);
		}
	}

	/**
	 * Have the kernel take a program, on a socket that nobody knows.
	 * @param calls the native calls
	 * @throws SteeringUnavailableException if it does not
	 */
	static void attach(SocketCalls calls) {
		try {
			attach(NativeSocket.bind(calls, NativeAddress.of(InetAddress.getLoopbackAddress(), 0)));
		}
		catch (IOException | UncheckedIOException ex) {
			throw new SteeringUnavailableException("the kernel refuses " + ex.getMessage(), ex);
		}
	}

	private static void attach(NativeSocket socket) {
		try {
			socket.listen(1);
			socket.attach(SteeringProgram.choosing(new TreeMap<>(Map.of(0, 1))));
		}
		finally {
			socket.close();
		}
	}

}
