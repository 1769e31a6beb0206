package io.clusterboot.scheduling;

import java.lang.reflect.AnnotatedElement;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.core.annotation.AnnotatedElementUtils;

import io.clusterboot.ClusterLeaderOnly;
import io.clusterboot.OnEveryWorker;

/**
 * Decides what runs in the leader alone.
 */
class LeaderRule {

	private final boolean leaderByDefault;

	private final AtomicBoolean applicationStarted = new AtomicBoolean();

	/**
	 * Create a new {@link LeaderRule} instance.
	 * @param leaderByDefault whether what says nothing runs in the leader alone
	 */
	LeaderRule(boolean leaderByDefault) {
		this.leaderByDefault = leaderByDefault;
	}

	/**
	 * Decide by annotations.
	 * @param byDefault what holds where there are none
	 * @param elements where they may stand, the one that wins first
	 * @return {@code true} if it runs in the leader alone
	 */
	boolean isLeaderOnly(boolean byDefault, AnnotatedElement... elements) {
		for (AnnotatedElement element : elements) {
			if (AnnotatedElementUtils.hasAnnotation(element, ClusterLeaderOnly.class)) {
				return true;
			}
			if (AnnotatedElementUtils.hasAnnotation(element, OnEveryWorker.class)) {
				return false;
			}
		}
		return byDefault;
	}

	/**
	 * Return what holds for what each worker has.
	 * @return {@code true} if it runs in the leader alone
	 */
	boolean isLeaderByDefault() {
		return this.leaderByDefault;
	}

	/**
	 * Return what holds for what is scheduled now: while the application starts each
	 * worker does the same; later it is this worker's own, and nobody else would run it.
	 * @return {@code true} if it runs in the leader alone
	 */
	boolean isLeaderForNew() {
		return this.leaderByDefault && !this.applicationStarted.get();
	}

	void applicationStarted() {
		this.applicationStarted.set(true);
	}

	boolean isApplicationStarted() {
		return this.applicationStarted.get();
	}

}
