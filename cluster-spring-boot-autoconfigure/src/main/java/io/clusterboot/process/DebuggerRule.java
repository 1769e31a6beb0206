package io.clusterboot.process;

import org.jspecify.annotations.Nullable;

/**
 * Each worker listens for debuggers on a port of its own, and none calls the debugger
 * that waits for the primary.
 *
 * @param resources the worker's ports
 */
record DebuggerRule(WorkerResources resources) implements OptionRule {

	@Override
	public @Nullable String apply(String option) {
		DebuggerOption debugger = DebuggerOption.of(option);
		if (debugger == null) {
			return option;
		}
		if (debugger.isServer()) {
			return debugger.forWorker(this.resources);
		}
		this.resources.leaveOut("Debugger", "it is attached to the primary");
		return null;
	}

}
