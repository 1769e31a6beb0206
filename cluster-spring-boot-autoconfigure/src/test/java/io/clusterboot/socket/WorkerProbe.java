package io.clusterboot.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * A worker that adopts the socket on its descriptor 0 and answers each connection with
 * its process id. What it found on the way goes to its standard output.
 */
public final class WorkerProbe {

	private WorkerProbe() {
	}

	public static void main(String[] args) throws Exception {
		// Whatever becomes of the test, this process ends with the one that started it.
		ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
		if (parent.pid() == 1) {
			return;
		}
		parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
		InetSocketAddress address = new InetSocketAddress(Integer.parseInt(args[0]));
		InheritedListener listener = new InheritedListener(new AcceptGate(), false);
		ServerSocketChannel channel = listener.open(address, 10);
		say("adopted " + ((InetSocketAddress) channel.getLocalAddress()).getPort());
		say("input is " + Files.readSymbolicLink(Path.of("/proc/self/fd/0")));
		say("read " + System.in.read());
		say("sockets of a child: " + socketsOfChild());
		listener.release(channel);
		say("open after release " + (listener.open(address, 10) == channel));
		awaitListening(channel);
		say("accepting");
		answer(channel);
	}

	private static void answer(ServerSocketChannel channel) throws IOException {
		while (true) {
			try (SocketChannel connection = channel.accept()) {
				connection.write(StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid())));
				connection.shutdownOutput();
				connection.read(ByteBuffer.allocate(1));
			}
		}
	}

	/**
	 * Stands in for the primary that opens the gate.
	 */
	private static void awaitListening(ServerSocketChannel channel) throws Exception {
		String port = String.format(":%04X", ((InetSocketAddress) channel.getLocalAddress()).getPort());
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.atMost(Duration.ofMinutes(1))
			.until(() -> isListening("/proc/net/tcp6", port) || isListening("/proc/net/tcp", port));
	}

	private static boolean isListening(String table, String port) throws IOException {
		try (Stream<String> lines = Files.lines(Path.of(table))) {
			return lines.map((line) -> line.strip().split("\\s+"))
				.anyMatch((fields) -> fields[1].endsWith(port) && fields[3].equals("0A"));
		}
	}

	private static long socketsOfChild() throws Exception {
		Process child = new ProcessBuilder("sleep", "60").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
		try (Stream<Path> files = Files.list(Path.of("/proc/" + child.pid() + "/fd"))) {
			return files.filter(WorkerProbe::isSocket).count();
		}
		finally {
			child.destroyForcibly().waitFor();
		}
	}

	private static boolean isSocket(Path file) {
		try {
			return Files.readSymbolicLink(file).toString().startsWith("socket:");
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static void say(String line) {
		System.out.println(line);
	}

}
