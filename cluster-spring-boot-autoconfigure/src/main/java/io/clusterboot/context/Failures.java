package io.clusterboot.context;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * What the listeners of one event threw: the first, with the others beside it.
 */
class Failures {

	private @Nullable Throwable first;

	void add(Throwable failure) {
		if (this.first == null) {
			this.first = failure;
		}
		else if (this.first != failure) {
			this.first.addSuppressed(failure);
		}
	}

	void rethrow() {
		if (this.first != null) {
			ReflectionUtils.rethrowRuntimeException(this.first);
		}
	}

}
