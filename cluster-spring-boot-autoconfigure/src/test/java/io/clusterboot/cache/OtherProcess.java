package io.clusterboot.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Another JVM that locks a file, as far as it can, until it is closed.
 */
public final class OtherProcess implements AutoCloseable {

	private final Process process;

	private final String answer;

	private OtherProcess(Process process, String answer) {
		this.process = process;
		this.answer = answer;
	}

	public static void main(String[] args) throws IOException {
		try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE,
				StandardOpenOption.READ, StandardOpenOption.WRITE);
				FileLock lock = channel.tryLock(0, Long.MAX_VALUE, Boolean.parseBoolean(args[1]))) {
			System.out.println((lock != null) ? "locked" : "busy");
			System.in.readAllBytes();
		}
	}

	/**
	 * Lock a file as a process does that uses an entry.
	 */
	static OtherProcess using(Path file) throws IOException {
		return start(file, true).expect("locked");
	}

	/**
	 * Lock a file as a process does that makes something or removes it.
	 */
	static OtherProcess locking(Path file) throws IOException {
		return start(file, false).expect("locked");
	}

	/**
	 * Return whether a file is locked by any process.
	 */
	static boolean isLocked(Path file) throws IOException {
		try (OtherProcess other = start(file, false)) {
			return other.answer.equals("busy");
		}
	}

	private static OtherProcess start(Path file, boolean shared) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", location(), OtherProcess.class.getName(),
				file.toString(), String.valueOf(shared))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		return new OtherProcess(process,
				String.valueOf(new BufferedReader(new InputStreamReader(process.getInputStream())).readLine()));
	}

	private static String location() {
		return Path.of(URI.create(OtherProcess.class.getProtectionDomain().getCodeSource().getLocation().toString()))
			.toString();
	}

	private OtherProcess expect(String expected) {
		assertThat(this.answer).isEqualTo(expected);
		return this;
	}

	@Override
	public void close() throws IOException {
		this.process.getOutputStream().close();
		this.process.onExit().join();
	}

}
