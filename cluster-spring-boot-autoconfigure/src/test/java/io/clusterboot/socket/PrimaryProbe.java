package io.clusterboot.socket;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.clusterboot.WorkerIdentity;

/**
 * A primary in a JVM of its own, for it replaces its descriptor 0 while it starts a
 * worker. What it found goes to its standard output.
 */
public final class PrimaryProbe implements AutoCloseable {

	private static final int QUEUED = 5;

	private final PortReservation reservation = PortReservation.reserve(null, 0);

	private final ListenerPool pool = ListenerPool.open(this.reservation.address(), this.reservation.port(), 100);

	private final List<Process> workers = new ArrayList<>();

	private final List<String> command;

	private final boolean closesInput;

	private PrimaryProbe(boolean closesInput, List<String> command) throws IOException {
		this.closesInput = closesInput;
		this.command = command;
	}

	public static void main(String[] args) throws Exception {
		List<String> command = List.of(args).subList(1, args.length);
		try (PrimaryProbe probe = new PrimaryProbe(args[0].equals("closed"), command)) {
			probe.run();
		}
	}

	private void run() throws Exception {
		say("input was " + input());
		Process first = start(new WorkerIdentity(1, 0, 1));
		say("input is " + input());
		this.pool.join(1);
		expect(first, "accepting");
		say("first answers " + answer(connect()).equals(Long.toString(first.pid())));
		first.destroyForcibly().waitFor();
		this.pool.gone(1, true);
		List<Socket> clients = new ArrayList<>();
		for (int i = 0; i < QUEUED; i++) {
			clients.add(connect());
		}
		Process second = start(new WorkerIdentity(2, 0, 1));
		this.pool.join(2);
		this.pool.steer(Map.of(2L, 100));
		expect(second, "accepting");
		String pid = Long.toString(second.pid());
		for (Socket client : clients) {
			say("second answers " + answer(client).equals(pid));
		}
		this.pool.refuse();
		say("refused " + isRefused());
		this.pool.close();
	}

	private Process start(WorkerIdentity worker) throws IOException {
		this.pool.assign(worker);
		List<String> line = new ArrayList<>(this.command);
		if (this.closesInput) {
			SteeringCheck.load().close(0);
		}
		line.add(Integer.toString(this.reservation.port()));
		Process process = this.pool.start(worker,
				new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT));
		this.workers.add(process);
		return process;
	}

	private void expect(Process worker, String last) throws IOException {
		BufferedReader reader = worker.inputReader();
		for (String line = reader.readLine(); line != null; line = reader.readLine()) {
			say("worker: " + line.replace(Integer.toString(this.reservation.port()), "PORT"));
			if (line.equals(last)) {
				return;
			}
		}
		throw new IllegalStateException("The worker ended");
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.reservation.port());
		socket.setSoTimeout(20_000);
		return socket;
	}

	private String answer(Socket socket) throws IOException {
		try (socket) {
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private boolean isRefused() {
		try (Socket socket = connect()) {
			return !socket.isConnected();
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static Object input() throws IOException {
		Path input = Path.of("/proc/self/fd/0");
		return Files.isSymbolicLink(input) ? Files.readSymbolicLink(input) : "closed";
	}

	private static void say(String line) {
		System.out.println(line);
	}

	@Override
	public void close() throws IOException {
		this.workers.forEach(Process::destroyForcibly);
		this.pool.close();
		this.reservation.close();
	}

}
