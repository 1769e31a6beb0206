package io.clusterboot.process;

import java.io.File;
import java.io.IOException;

/**
 * Starts a worker's process with what it shall find on its standard input, which is never
 * the terminal.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProcessStarter {

	/**
	 * A starter that gives the process nothing to read.
	 */
	ProcessStarter WITHOUT_INPUT = (
			builder) -> builder.redirectInput(new File((File.separatorChar == '/') ? "/dev/null" : "NUL")).start();

	/**
	 * Start the process.
	 * @param builder everything else about the process
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	Process start(ProcessBuilder builder) throws IOException;

}
