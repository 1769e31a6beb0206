package io.clusterboot.protocol;

import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Makes logging fail as it does where no file can be opened.
 */
public final class BrokenLogging extends TurboFilter implements AutoCloseable {

	private final AtomicInteger attempts = new AtomicInteger();

	public BrokenLogging() {
		context().addTurboFilter(this);
	}

	/**
	 * Return how often somebody tried to log a warning or worse.
	 * @return number of attempts
	 */
	public int attempts() {
		return this.attempts.get();
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] params, @Nullable Throwable cause) {
		if (format != null && level.isGreaterOrEqual(Level.WARN)) {
			this.attempts.incrementAndGet();
			throw new NoClassDefFoundError("expected");
		}
		return FilterReply.NEUTRAL;
	}

	@Override
	public void close() {
		context().getTurboFilterList().remove(this);
	}

	private static LoggerContext context() {
		return (LoggerContext) LoggerFactory.getILoggerFactory();
	}

}
