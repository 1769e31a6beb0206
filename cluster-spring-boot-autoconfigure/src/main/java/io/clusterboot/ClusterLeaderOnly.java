package io.clusterboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a {@code @Scheduled} method, or all of a class, or a class of Quartz jobs that are
 * kept in memory, run in the leader alone, whatever {@code cluster.scheduling} says. Wins
 * over {@link OnEveryWorker} on the same element; what stands on the method wins over
 * what stands on the class.
 * <p>
 * A worker hands leadership over when no such method runs in it any more. That it has
 * returned is all that is known of it: what it leaves to other threads may still go on.
 * So may the subscription to a reactive type, unless the method has a fixed delay. An
 * application that is not clustered ignores the annotation.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ClusterLeaderOnly {

}
