package io.clusterboot.context;

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

	private final PrimarySignals signals = new PrimarySignals((code) -> this.exits.add("graceful " + code),
			(code) -> this.exits.add("immediate " + code));

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
	void receivedWhenSecondOfAnyKindKills(CapturedOutput output) {
		this.signals.received("INT", 2);
		this.signals.received("TERM", 15);
		this.signals.received("INT", 2);
		assertThat(this.exits).containsExactly("graceful 130", "immediate 143", "immediate 130");
		assertThat(output).contains("Second SIGTERM: all workers are killed");
	}

}
