package io.clusterboot.member;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.clusterboot.Envelope;

/**
 * An answer that is waited for. Who waits for it in {@code get} or {@code join} is woken
 * by the thread that receives it and reads the payload itself; only where nobody does, a
 * thread for callbacks is woken to read it and to run what depends on it. So the thread
 * that receives never runs code of the application.
 *
 * @param <T> the type of the answer
 */
final class Answer<T> extends CompletableFuture<@Nullable T> {

	private final CompletableFuture<Envelope> envelope;

	private final Function<Envelope, @Nullable T> reader;

	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicBoolean read = new AtomicBoolean();

	private final CompletableFuture<@Nullable Void> arrived;

	/**
	 * Create a new {@link Answer} instance.
	 * @param envelope completed with the answer, or with why there is none
	 * @param reader takes the payload out
	 * @param callbacks runs what depends on the answer
	 */
	Answer(CompletableFuture<Envelope> envelope, Function<Envelope, @Nullable T> reader, Executor callbacks) {
		this.envelope = envelope;
		this.reader = reader;
		this.arrived = envelope.handle((answer, failure) -> {
			if (this.waiting.get() == 0 && !isDone()) {
				read(callbacks);
			}
			return null;
		});
		whenComplete((payload, failure) -> envelope.cancel(false));
	}

	@Override
	public @Nullable T join() {
		this.waiting.incrementAndGet();
		try {
			this.arrived.join();
		}
		finally {
			leave();
		}
		return super.join();
	}

	@Override
	public @Nullable T get() throws InterruptedException, ExecutionException {
		this.waiting.incrementAndGet();
		try {
			this.arrived.get();
		}
		finally {
			leave();
		}
		return super.get();
	}

	@Override
	public @Nullable T get(long timeout, TimeUnit unit)
			throws InterruptedException, ExecutionException, TimeoutException {
		long deadline = System.nanoTime() + unit.toNanos(timeout);
		this.waiting.incrementAndGet();
		try {
			this.arrived.get(timeout, unit);
		}
		finally {
			leave();
		}
		return super.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
	}

	/**
	 * Wait no more. Whoever saw this thread wait relies on it to read what has arrived.
	 */
	private void leave() {
		this.waiting.decrementAndGet();
		if (this.envelope.isDone()) {
			read();
		}
	}

	private void read(Executor callbacks) {
		try {
			callbacks.execute(this::read);
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// There is no thread to be had: better here than never.
			read();
		}
	}

	private void read() {
		if (this.read.compareAndSet(false, true)) {
			try {
				complete(this.reader.apply(this.envelope.join()));
			}
			catch (CompletionException ex) {
				completeExceptionally((ex.getCause() != null) ? ex.getCause() : ex);
			}
			catch (Throwable ex) {
				completeExceptionally(ex);
			}
		}
	}

}
