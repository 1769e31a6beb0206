package io.clusterboot.actuate;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterStatus;
import io.clusterboot.member.ClusterOperations;

/**
 * What an operator may ask for through the endpoint.
 */
enum ClusterAction {

	SCALE("workers") {

		@Override
		CompletableFuture<ClusterStatus> start(ClusterOperations operations, ActionParameters parameters) {
			return operations.scale(parameters.workerCount());
		}

	},

	RELOAD("wait") {

		@Override
		CompletableFuture<ClusterStatus> start(ClusterOperations operations, ActionParameters parameters) {
			return operations.reload();
		}

	},

	RESTART("worker") {

		@Override
		CompletableFuture<ClusterStatus> start(ClusterOperations operations, ActionParameters parameters) {
			return operations.restart(parameters.ordinal());
		}

	},

	PARK("worker") {

		@Override
		CompletableFuture<ClusterStatus> start(ClusterOperations operations, ActionParameters parameters) {
			return operations.park(parameters.ordinal(), true);
		}

	},

	RESUME("worker") {

		@Override
		CompletableFuture<ClusterStatus> start(ClusterOperations operations, ActionParameters parameters) {
			return operations.park(parameters.ordinal(), false);
		}

	};

	private final String parameter;

	ClusterAction(String parameter) {
		this.parameter = parameter;
	}

	/**
	 * Return the action that a path or a caller names.
	 * @param name the name
	 * @return the action, or {@code null} if there is none by that name
	 */
	static @Nullable ClusterAction find(@Nullable Object name) {
		return Arrays.stream(values()).filter((action) -> action.toString().equals(name)).findFirst().orElse(null);
	}

	/**
	 * Say that there is no such action.
	 * @param name the name that was asked for
	 * @return what is wrong and what is allowed
	 */
	static String unknown(String name) {
		return "'" + ActionParameters.print(name) + "' is none of "
				+ Arrays.stream(values()).map(ClusterAction::toString).collect(Collectors.joining(", "));
	}

	/**
	 * Return the one parameter of this action.
	 * @return its name
	 */
	String parameter() {
		return this.parameter;
	}

	/**
	 * Say that a parameter is not of this action.
	 * @param name the parameter's name
	 * @return what is wrong and what is allowed
	 */
	String noParameter(String name) {
		return "'" + ActionParameters.print(name) + "' is no parameter of " + this + ", which takes '" + this.parameter
				+ "'";
	}

	/**
	 * Ask the primary for it.
	 * @param operations carried out by the primary
	 * @param parameters what was asked for
	 * @return completes with the status when it is done
	 */
	abstract CompletableFuture<ClusterStatus> start(ClusterOperations operations, ActionParameters parameters);

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
