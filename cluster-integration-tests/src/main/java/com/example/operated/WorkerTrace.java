package com.example.operated;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * All that a worker does is of one trace, which its ordinal ends.
 */
@Component
@ConditionalOnBooleanProperty("operated.traced")
class WorkerTrace implements SpanContext {

	private static final int LENGTH = 32;

	private final String id;

	WorkerTrace(Environment environment) {
		String ordinal = environment.getProperty("cluster.worker.ordinal", "f");
		this.id = "a".repeat(LENGTH - ordinal.length()) + ordinal;
	}

	@Override
	public String getCurrentTraceId() {
		return this.id;
	}

	@Override
	public String getCurrentSpanId() {
		return this.id.substring(LENGTH / 2);
	}

	@Override
	public boolean isCurrentSpanSampled() {
		return true;
	}

	@Override
	public void markCurrentSpanAsExemplar() {
	}

}
