package io.clusterboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a {@code @Scheduled} method, or all of a class, or a class of Quartz jobs, run in
 * every worker, whatever {@code cluster.scheduling} says: for what belongs to one
 * process, such as its cache.
 *
 * @since 0.1.0
 * @see ClusterLeaderOnly
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnEveryWorker {

}
