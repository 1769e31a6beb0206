package io.clusterboot.actuate.all;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.ThreadLocalCurrentTraceContext;
import brave.propagation.TraceContext;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BravePropagator;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.brave.bridge.W3CPropagation;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;

/**
 * Traces one worker as an application with Brave does, and keeps the spans.
 */
final class Spans extends SpanHandler implements AutoCloseable {

	private final List<MutableSpan> finished = new CopyOnWriteArrayList<>();

	private final Tracing tracing = Tracing.newBuilder()
		.currentTraceContext(ThreadLocalCurrentTraceContext.newBuilder().build())
		.propagationFactory(new W3CPropagation())
		.addSpanHandler(this)
		.build();

	ObservationHandler<?> handler() {
		Tracer tracer = new BraveTracer(this.tracing.tracer(),
				new BraveCurrentTraceContext(this.tracing.currentTraceContext()));
		return new ObservationHandler.FirstMatchingCompositeObservationHandler(
				new PropagatingReceiverTracingObservationHandler<>(tracer, new BravePropagator(this.tracing)),
				new DefaultTracingObservationHandler(tracer));
	}

	@Override
	public boolean end(TraceContext context, MutableSpan span, Cause cause) {
		this.finished.add(span);
		return true;
	}

	List<MutableSpan> finished() {
		return List.copyOf(this.finished);
	}

	void forget() {
		this.finished.clear();
	}

	@Override
	public void close() {
		this.tracing.close();
	}

}
