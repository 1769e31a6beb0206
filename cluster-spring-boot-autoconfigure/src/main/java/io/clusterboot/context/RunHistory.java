package io.clusterboot.context;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What earlier runs in the same JVM came to.
 */
final class RunHistory {

	private final AtomicBoolean claimed = new AtomicBoolean();

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Claim this JVM's part in the cluster, which only one run can have.
	 * @return whether no earlier run has it
	 */
	boolean claim() {
		return this.claimed.compareAndSet(false, true);
	}

	/**
	 * Claim the warning about hierarchies, which is said once.
	 * @return whether no earlier run has said it
	 */
	boolean claimHierarchyWarning() {
		return this.warned.compareAndSet(false, true);
	}

}
