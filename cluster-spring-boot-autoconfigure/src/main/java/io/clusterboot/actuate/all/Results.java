package io.clusterboot.actuate.all;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Handles results that come later, in a reactive application.
 */
final class Results {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono",
			Results.class.getClassLoader());

	private Results() {
	}

	/**
	 * Change a result, at once or when it is there. The change may block.
	 * @param result the result, or a publisher of it
	 * @param change changes it
	 * @return the changed result, or a publisher of it
	 */
	static @Nullable Object change(@Nullable Object result, UnaryOperator<@Nullable Object> change) {
		return (REACTOR && Reactive.is(result)) ? Reactive.change(result, change) : change.apply(result);
	}

	/**
	 * Return a result once it is there. Waits.
	 * @param result the result, or a publisher of it
	 * @return the result
	 */
	static @Nullable Object await(@Nullable Object result) {
		return (REACTOR && Reactive.is(result)) ? Reactive.await(result) : result;
	}

	/**
	 * Return a publisher of a result that takes waiting for. Who asks on a thread that
	 * must not wait has it made on another.
	 * @param result makes the result, or a publisher of it
	 * @return a publisher, where there are any
	 */
	static @Nullable Object publish(Supplier<@Nullable Object> result) {
		return REACTOR ? Reactive.publish(result) : result.get();
	}

	/**
	 * Loaded only where Reactor is there.
	 */
	private static final class Reactive {

		/**
		 * Nobody waits longer for another worker.
		 */
		private static final Duration LONGEST = Duration.ofMinutes(5);

		private static boolean is(@Nullable Object result) {
			return result instanceof Mono || result instanceof Flux;
		}

		private static Mono<?> publish(Supplier<@Nullable Object> result) {
			return Schedulers.isInNonBlockingThread()
					? Mono.defer(() -> mono(result.get())).subscribeOn(Schedulers.boundedElastic())
					: mono(result.get());
		}

		private static Mono<?> mono(@Nullable Object result) {
			return is(result) ? one(result) : Mono.justOrEmpty(result);
		}

		private static Mono<?> one(@Nullable Object result) {
			return (result instanceof Flux<?> flux) ? flux.collectList() : (Mono<?>) Objects.requireNonNull(result);
		}

		@SuppressWarnings("unchecked")
		private static Object change(@Nullable Object result, UnaryOperator<@Nullable Object> change) {
			return ((Mono<Object>) one(result)).map(Optional::of)
				.defaultIfEmpty(Optional.empty())
				.publishOn(Schedulers.boundedElastic())
				.flatMap((value) -> Mono.justOrEmpty(change.apply(value.orElse(null))));
		}

		private static @Nullable Object await(@Nullable Object result) {
			return one(result).block(LONGEST);
		}

	}

}
