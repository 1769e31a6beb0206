package io.clusterboot.process;

import io.clusterboot.WorkerIdentity;

/**
 * Puts a worker's numbers in place of <code>{ordinal}</code>, <code>{id}</code> and
 * <code>{generation}</code>.
 *
 * @param identity identity of the worker
 */
record Placeholders(WorkerIdentity identity) {

	String replace(String text) {
		return text.replace("{ordinal}", Integer.toString(this.identity.ordinal()))
			.replace("{id}", Long.toString(this.identity.id()))
			.replace("{generation}", Integer.toString(this.identity.generation()));
	}

}
