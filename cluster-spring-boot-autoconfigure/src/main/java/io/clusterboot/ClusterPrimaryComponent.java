package io.clusterboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that runs in the primary, and only there: it is found in the packages of
 * the application and becomes a bean of the primary's own small context, with
 * {@link Cluster}, the environment and other such classes to be injected. No other bean
 * of the application exists there. Workers, and the application without a cluster, ignore
 * it. An annotation that is itself annotated with it has the same meaning, if it stands
 * in those packages, too.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ClusterPrimaryComponent {

}
