package io.clusterboot.context;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.member.ClusterOperations;

/**
 * HUP, TTIN and TTOU as the primary takes them: reload, one worker more, one fewer. A JVM
 * that was started with HUP ignored, as under {@code nohup}, never gets it.
 */
class OperatorSignals {

	private static final Log logger = LogFactory.getLog(OperatorSignals.class);

	private final ClusterOperations operations;

	private final Consumer<String> noReload;

	/**
	 * Create a new {@link OperatorSignals} instance.
	 * @param operations carries out what the signals ask for
	 * @param noReload told why there is no reload although there was a signal
	 */
	OperatorSignals(ClusterOperations operations, Consumer<String> noReload) {
		this.operations = operations;
		this.noReload = noReload;
	}

	/**
	 * Handle the signals from now on.
	 */
	void install() {
		Signals.handle("HUP", this::reload);
		Signals.handle("TTIN", this::more);
		Signals.handle("TTOU", this::fewer);
	}

	/**
	 * Ignore the signals from now on: those that reach a whole process group are the
	 * primary's business.
	 */
	static void ignore() {
		Signals.ignore("HUP");
		Signals.ignore("TTIN");
		Signals.ignore("TTOU");
	}

	void reload() {
		carryOut("SIGHUP", "the workers are reloaded", this.operations::reload).whenComplete((status, failure) -> {
			if (failure != null) {
				this.noReload.accept(String.valueOf(cause(failure).getMessage()));
			}
		});
	}

	void more() {
		scale("SIGTTIN", 1);
	}

	void fewer() {
		scale("SIGTTOU", -1);
	}

	private void scale(String signal, int change) {
		try {
			int workers = this.operations.status().desiredWorkers() + change;
			if (workers < 1) {
				refused(signal, "there must be at least 1 worker");
				return;
			}
			carryOut(signal, "there shall be %d %s".formatted(workers, (workers == 1) ? "worker" : "workers"),
					() -> this.operations.scale(workers));
		}
		catch (ClusterUnavailableException ex) {
			refused(signal, ex.getMessage());
		}
	}

	private CompletableFuture<ClusterStatus> carryOut(String signal, String what,
			Supplier<CompletableFuture<ClusterStatus>> operation) {
		CompletableFuture<ClusterStatus> done = operation.get();
		try {
			// Questions are answered in their order: a refusal is known by then.
			this.operations.status();
		}
		catch (ClusterUnavailableException ex) {
			logger.debug("It is not known whether %s has an effect".formatted(signal), ex);
		}
		if (!done.isCompletedExceptionally()) {
			logger.info("%s: %s".formatted(signal, what));
		}
		done.whenComplete((status, failure) -> {
			if (failure != null) {
				refused(signal, cause(failure).getMessage());
			}
		});
		return done;
	}

	private static void refused(String signal, @Nullable String reason) {
		logger.warn("%s has failed: %s".formatted(signal, reason));
	}

	private static Throwable cause(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

}
