package io.clusterboot.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Sends SIGQUIT, at which a JVM prints a thread dump.
 */
final class QuitSignal {

	private static final Log logger = LogFactory.getLog(QuitSignal.class);

	private static final int SIGQUIT = 3;

	private final Supplier<Optional<NativeCalls>> nativeCalls;

	QuitSignal() {
		this(JnaCalls::load);
	}

	QuitSignal(Supplier<Optional<NativeCalls>> nativeCalls) {
		this.nativeCalls = nativeCalls;
	}

	/**
	 * Send the signal. May take the time that loading native code or starting a process
	 * takes.
	 * @param process the process to send it to, if it still runs
	 */
	void send(Process process) {
		Optional<NativeCalls> calls = this.nativeCalls.get();
		if (!process.isAlive()) {
			return;
		}
		if (calls.isEmpty() || calls.get().kill((int) process.pid(), SIGQUIT) != 0) {
			sendByCommand(process.pid());
		}
	}

	private void sendByCommand(long pid) {
		try {
			Process kill = new ProcessBuilder("/bin/kill", "-QUIT", Long.toString(pid)).redirectOutput(Redirect.DISCARD)
				.redirectError(Redirect.DISCARD)
				.start();
			if (!kill.waitFor(5, TimeUnit.SECONDS)) {
				kill.destroyForcibly();
			}
		}
		catch (IOException ex) {
			logger.warn("No thread dump of pid " + pid + ": " + ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
