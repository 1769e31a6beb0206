package io.clusterboot.actuate.all;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerState;

/**
 * A worker process to ask.
 *
 * @param ordinal its ordinal
 * @param id its id
 * @param state state of its slot
 * @param problem why it cannot be asked, or {@code null} if it can
 */
record Target(int ordinal, long id, WorkerState state, @Nullable String problem) {

	boolean isReady() {
		return this.state == WorkerState.READY;
	}

	/**
	 * Return a state in words.
	 * @param state the state
	 * @return what a worker does in that state
	 */
	static String words(WorkerState state) {
		return "is " + state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
