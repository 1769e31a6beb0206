package io.clusterboot.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenOverflows}.
 */
class ListenOverflowsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@TempDir
	private Path folder;

	@Test
	void countIsTheKernels() throws IOException {
		ListenOverflows overflows = overflows("TcpExt: TW ListenOverflows ListenDrops\nTcpExt: 5 7 9\nIpExt: A\n");
		overflows.register(this.registry);
		assertThat(count()).isEqualTo(7);
		overflows("TcpExt: TW ListenOverflows ListenDrops\nTcpExt: 5 8 9\n");
		assertThat(count()).isEqualTo(8);
		overflows("");
		assertThat(count()).isEqualTo(8);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "TcpExt: TW\nTcpExt: 5\n", "TcpExt: ListenOverflows\n",
			"TcpExt: ListenOverflows\nTcpExt: many\n" })
	void registerWhenKernelDoesNotTellRegistersNothing(String content) throws IOException {
		overflows(content).register(this.registry);
		new ListenOverflows(this.folder.resolve("missing")).register(this.registry);
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void countOnLinuxIsThere() {
		new ListenOverflows().register(this.registry);
		assertThat(count()).isNotNegative();
	}

	private double count() {
		return this.registry.get("cluster.listener.overflows").functionCounter().count();
	}

	private ListenOverflows overflows(String content) throws IOException {
		return new ListenOverflows(Files.writeString(this.folder.resolve("netstat"), content));
	}

}
