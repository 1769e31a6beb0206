package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Finds out whether a filter of system calls forbids to bind threads to processors. A
 * service manager's filter may kill whoever tries, so that another process has to.
 */
final class BindingProbe {

	private static final Path STATUS = Path.of("/proc/self/status");

	private static final long PATIENCE_SECONDS = 5;

	private static final Log logger = LogFactory.getLog(BindingProbe.class);

	private BindingProbe() {
	}

	static boolean isForbidden() {
		try {
			return isFiltered(STATUS) && !isAllowed();
		}
		catch (IOException ex) {
			logger.debug("Nobody is bound to a processor: " + ex.getMessage());
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	static boolean isFiltered(Path status) throws IOException {
		try (Stream<String> lines = Files.lines(status)) {
			return lines.anyMatch((line) -> line.matches("Seccomp:\\s+[1-9].*"));
		}
	}

	private static boolean isAllowed() throws IOException, InterruptedException {
		// Without a number it binds nobody; with its own mask it changes nothing.
		Process process = new ProcessBuilder("taskset", "-c", "0-8191", "true").redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
			process.destroyForcibly();
			return false;
		}
		return process.exitValue() == 0;
	}

}
