package io.clusterboot.actuate.all;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvocationContext;

/**
 * Has the first worker run an operation, whichever is asked: what comes in pieces, like a
 * log file, is to come from the same one each time.
 */
final class FirstWay implements Way {

	private final OneWorker one;

	FirstWay(OneWorker one) {
		this.one = one;
	}

	@Override
	public @Nullable Object invoke(KnownOperation operation, InvocationContext context) {
		int first = this.one.workers()
			.now()
			.speakers()
			.stream()
			.filter((target) -> target.problem() == null && target.isReady())
			.mapToInt(Target::ordinal)
			.min()
			.orElse(this.one.workers().self().ordinal());
		return this.one.invoke(operation, context, first);
	}

}
