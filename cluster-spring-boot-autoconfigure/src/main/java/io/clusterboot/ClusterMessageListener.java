package io.clusterboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a bean that gets messages from other processes of the cluster. Its
 * first parameter is the payload, whose type says which messages it gets; a second one of
 * type {@link Worker} is the sender, {@code null} where that is the primary.
 * <p>
 * With a message travels its class, of a collection {@link java.util.List},
 * {@link java.util.Set} or {@link java.util.Map}. A method gets it if its parameter can
 * hold an object of that class, or is an implementation of that collection; what is in a
 * collection or a generic class is read as the parameter says.
 * <p>
 * What the method returns is the answer, where the sender waits for one. Of several
 * methods the first to return something other than {@code null} answers; if none of them
 * does, and no listener for a {@link ClusterMessageEvent} has replied by then, the answer
 * is {@code null}. If no method returns anything, and one threw, the sender is told of
 * that. Methods that return {@code void} do not answer: where there are no others, and
 * nobody hears the event, the sender is told at once that nobody answers.
 * <p>
 * A method with other parameters fails the start. A {@code CompletableFuture} that is
 * returned is not waited for.
 * <p>
 * The bean is looked up for each message, as for {@code @EventListener}: a lazy one is
 * created with the first, a prototype with every one.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ClusterMessageListener {

}
