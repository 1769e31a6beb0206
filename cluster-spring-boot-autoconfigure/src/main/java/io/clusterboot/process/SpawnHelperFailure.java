package io.clusterboot.process;

import java.io.IOException;

/**
 * Explains why a JDK that was replaced under a running primary starts no process any
 * more.
 */
final class SpawnHelperFailure {

	private static final String HINT = "; the JDK was probably replaced while this process runs: restart it "
			+ "(started with -Djdk.lang.Process.launchMechanism=VFORK it would not mind)";

	private SpawnHelperFailure() {
	}

	static IOException explain(IOException failure) {
		String message = String.valueOf(failure.getMessage());
		if (message.contains("spawn helper") || message.contains("jspawnhelper")) {
			return new IOException(message + HINT, failure);
		}
		return failure;
	}

}
