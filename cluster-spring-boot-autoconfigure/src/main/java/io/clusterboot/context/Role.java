package io.clusterboot.context;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;

/**
 * What one run of an application does in this JVM.
 */
sealed interface Role {

	/**
	 * The application runs here, forked and watched by a primary.
	 *
	 * @param identity which worker this JVM is
	 * @param channel path of the primary's control channel
	 */
	record Worker(WorkerIdentity identity, Path channel) implements Role {

	}

	/**
	 * This JVM forks workers and runs nothing of the application itself.
	 *
	 * @param count how many workers to fork
	 */
	record Primary(WorkerCount count) implements Role {

	}

	/**
	 * The application runs here as if there were no cluster.
	 *
	 * @param reason completes the sentence "Not clustered: …"; null where nobody asked
	 * for a cluster and nothing is to be logged
	 * @param warn whether the reason deserves a warning
	 */
	record Single(@Nullable String reason, boolean warn) implements Role {

		static Single silent() {
			return new Single(null, false);
		}

		static Single because(String reason) {
			return new Single(reason, false);
		}

	}

}
