package com.example.guestbook;

import java.time.Duration;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Slowdown}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SlowdownTests {

	private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().generateUniqueName(true)
		.setType(EmbeddedDatabaseType.H2)
		.addScript("schema.sql")
		.build();

	private final Slowdown slowdown = new Slowdown(JdbcClient.create((DataSource) this.database));

	@Test
	void refreshWhenOwnProcessWasSlowedDownLearnsOfIt() {
		this.slowdown.set(ProcessHandle.current().pid(), Duration.ofMillis(70));
		this.slowdown.set(Long.MAX_VALUE, Duration.ofMillis(90));
		assertThat(this.slowdown.millis()).isZero();
		this.slowdown.refresh();
		assertThat(this.slowdown.millis()).isEqualTo(70);
		assertThat(this.slowdown.all()).containsEntry(Long.MAX_VALUE, 90).hasSize(2);
	}

	@Test
	void setWhenZeroEndsTheSlowdown() {
		this.slowdown.set(ProcessHandle.current().pid(), Duration.ofMillis(70));
		this.slowdown.refresh();
		this.slowdown.set(ProcessHandle.current().pid(), Duration.ZERO);
		this.slowdown.refresh();
		assertThat(this.slowdown.millis()).isZero();
		assertThat(this.slowdown.all()).isEmpty();
	}

	@Test
	void refreshWhenDatabaseIsAwayKeepsTheDelayAndSaysSoOnce(CapturedOutput output) {
		this.slowdown.set(ProcessHandle.current().pid(), Duration.ofMillis(70));
		this.slowdown.refresh();
		this.database.shutdown();
		this.slowdown.refresh();
		this.slowdown.refresh();
		assertThat(this.slowdown.millis()).isEqualTo(70);
		assertThat(output).containsOnlyOnce("The database is away");
	}

}
