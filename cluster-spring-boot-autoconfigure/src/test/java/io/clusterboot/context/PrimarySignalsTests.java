package io.clusterboot.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrimarySignals}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PrimarySignalsTests {

	private final List<String> exits = new ArrayList<>();

	private long nanos = Long.MAX_VALUE;

	private final PrimarySignals signals = new PrimarySignals((code) -> this.exits.add("graceful " + code),
			(code) -> this.exits.add("immediate " + code), () -> this.nanos);

	@Test
	void receivedWhenFirstTermStopsGracefully(CapturedOutput output) {
		this.signals.received("TERM", 15);
		assertThat(this.exits).containsExactly("graceful 143");
		assertThat(output).contains("SIGTERM: all workers stop");
	}

	@Test
	void receivedWhenFirstIntStopsGracefully() {
		this.signals.received("INT", 2);
		assertThat(this.exits).containsExactly("graceful 130");
	}

	@Test
	void receivedWhenSameComesAgainKills(CapturedOutput output) {
		this.signals.received("TERM", 15);
		this.signals.received("TERM", 15);
		assertThat(this.exits).containsExactly("graceful 143", "immediate 143");
		assertThat(output).contains("Second SIGTERM: all workers are killed");
	}

	@Test
	void receivedWhenBuildToolAddsTermToInterruptStopsGracefully() {
		this.signals.received("INT", 2);
		this.nanos += Duration.ofMillis(999).toNanos();
		this.signals.received("TERM", 15);
		assertThat(this.exits).containsExactly("graceful 130");
		this.signals.received("INT", 2);
		assertThat(this.exits).containsExactly("graceful 130", "immediate 130");
	}

	@Test
	void receivedWhenOtherComesLaterKills() {
		this.signals.received("INT", 2);
		this.nanos += Duration.ofSeconds(1).toNanos();
		this.signals.received("TERM", 15);
		assertThat(this.exits).containsExactly("graceful 130", "immediate 143");
	}

}
