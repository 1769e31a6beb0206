package io.clusterboot.actuate.all;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Makes bodies of trees, which Boot then writes as it writes those of its endpoints.
 */
final class Bodies {

	private Bodies() {
	}

	static @Nullable Object of(@Nullable Object tree) {
		return (tree instanceof Map<?, ?> map) ? OperationResponseBody.of(map) : tree;
	}

}
