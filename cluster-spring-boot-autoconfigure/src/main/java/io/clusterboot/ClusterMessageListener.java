package io.clusterboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a bean that gets messages from other processes of the cluster. Its
 * first parameter is the payload, whose type says which messages it gets; a second one of
 * type {@link Worker} is the sender, {@code null} where that is the primary. What it
 * returns is the answer, where the sender waits for one.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ClusterMessageListener {

}
