package io.clusterboot.context;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Tests for {@link PrimarySignals} while nobody reads what the primary logs.
 */
class PrimarySignalsBlockedLogTests {

	private final CountDownLatch read = new CountDownLatch(1);

	private final Logger logger = (Logger) LoggerFactory.getLogger(PrimarySignals.class);

	private final AppenderBase<ILoggingEvent> appender = new BlockedAppender();

	@BeforeEach
	void blockLog() {
		this.appender.setContext(this.logger.getLoggerContext());
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void readLog() {
		this.logger.detachAppender(this.appender);
		this.read.countDown();
	}

	@Test
	void receivedActsOnBothSignals() {
		List<String> actions = new CopyOnWriteArrayList<>();
		PrimarySignals signals = new PrimarySignals((code) -> actions.add("graceful " + code),
				(code) -> actions.add("immediate " + code), System::nanoTime);
		start(() -> signals.received("TERM", 15));
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> actions.equals(List.of("graceful 143")));
		start(() -> signals.received("TERM", 15));
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> actions.equals(List.of("graceful 143", "immediate 143")));
	}

	private void start(Runnable signal) {
		Thread thread = new Thread(signal, "signal");
		thread.setDaemon(true);
		thread.start();
	}

	private final class BlockedAppender extends AppenderBase<ILoggingEvent> {

		@Override
		protected void append(ILoggingEvent event) {
			try {
				PrimarySignalsBlockedLogTests.this.read.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
