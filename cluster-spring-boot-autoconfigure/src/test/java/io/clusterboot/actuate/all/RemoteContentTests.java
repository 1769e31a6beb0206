package io.clusterboot.actuate.all;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RemoteContent}.
 */
class RemoteContentTests {

	private static final int LENGTH = 200_000;

	private final List<Long> asked = new ArrayList<>();

	private final byte[] bytes = new byte[LENGTH];

	private final RemoteContent content = new RemoteContent(this::from, LENGTH);

	RemoteContentTests() {
		for (int i = 0; i < LENGTH; i++) {
			this.bytes[i] = (byte) (i % 251);
		}
	}

	@Test
	void readWhenNothingIsSkippedIsAskedForOnce() throws IOException {
		assertThat(this.content.readAllBytes()).isEqualTo(this.bytes);
		assertThat(this.asked).containsExactly(0L);
	}

	@Test
	void readWhenTheBeginningIsSkippedAsksForTheRest() throws IOException {
		assertThat(this.content.skip(150_000)).isEqualTo(150_000);
		assertThat(this.asked).isEmpty();
		assertThat(this.content.read()).isEqualTo(this.bytes[150_000] & 0xFF);
		assertThat(this.content.skip(10)).isEqualTo(10);
		assertThat(this.content.read()).isEqualTo(this.bytes[150_011] & 0xFF);
		assertThat(this.asked).containsExactly(150_000L);
	}

	@Test
	void readWhenMuchIsSkippedMeanwhileAsksAgain() throws IOException {
		assertThat(this.content.read()).isZero();
		assertThat(this.content.skip(180_000)).isEqualTo(180_000);
		assertThat(this.content.read()).isEqualTo(this.bytes[180_001] & 0xFF);
		assertThat(this.asked).containsExactly(0L, 180_001L);
	}

	@Test
	void skipEndsAtTheEnd() throws IOException {
		assertThat(this.content.skip(LENGTH + 1)).isEqualTo(LENGTH);
		assertThat(this.content.skip(1)).isZero();
		assertThat(this.content.skip(-1)).isZero();
		assertThat(this.content.read()).isEqualTo(-1);
	}

	private InputStream from(long position) {
		this.asked.add(position);
		return new ByteArrayInputStream(this.bytes, (int) position, LENGTH - (int) position);
	}

}
