package io.clusterboot.protocol;

import java.util.Map;

/**
 * What a worker asks the primary to do.
 *
 * @since 0.1.0
 */
public sealed interface Operation {

	/**
	 * Fork one worker more.
	 *
	 * @param environment environment variables of its own
	 */
	record Fork(Map<String, String> environment) implements Operation {

		public Fork {
			environment = Map.copyOf(environment);
		}

		@Override
		public String toString() {
			return "Fork[environment=" + this.environment.size() + "]";
		}

	}

	/**
	 * Have so many workers.
	 *
	 * @param workers how many
	 */
	record Scale(int workers) implements Operation {

	}

	/**
	 * Replace all workers, one after the other.
	 */
	record Reload() implements Operation {

	}

	/**
	 * Replace one worker.
	 *
	 * @param ordinal the worker's slot
	 */
	record Restart(int ordinal) implements Operation {

	}

	/**
	 * Give a worker no new connections, or have it get them again.
	 *
	 * @param ordinal the worker's slot
	 * @param parked whether it gets none
	 */
	record Park(int ordinal, boolean parked) implements Operation {

	}

	/**
	 * Have all workers leave for good.
	 */
	record LeaveAll() implements Operation {

	}

	/**
	 * Have one worker leave for good.
	 *
	 * @param id id of the worker
	 * @param kill whether it gets no time to leave
	 */
	record Leave(long id, boolean kill) implements Operation {

	}

}
