package io.clusterboot.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerResources} and {@link PortProbe}.
 */
class WorkerResourcesTests {

	@Test
	void portDiffersByOrdinalAndFromPreviousGeneration() {
		Set<Integer> ports = new HashSet<>();
		for (int ordinal = 0; ordinal < 8; ordinal++) {
			ports.add(resources(ordinal, 4).port("Debugger", 5005));
			ports.add(resources(ordinal, 5).port("Debugger", 5005));
		}
		assertThat(ports).hasSize(16).doesNotContain(5005);
		assertThat(resources(0, 2).port("Debugger", 5005)).isEqualTo(5006);
		assertThat(resources(3, 1).port("Debugger", 5005)).isEqualTo(5013);
	}

	@Test
	void portWhenInUseIsNextFreeOne() {
		WorkerResources resources = new WorkerResources(new WorkerIdentity(1, 0, 2), (port) -> port >= 5009);
		assertThat(resources.port("Debugger", 5005)).isEqualTo(5009);
		assertThat(resources.notes())
			.containsExactly("Debugger of worker 0 listens on 5009 instead of 5005, 5006 being in use");
	}

	@Test
	void portOfTwoUsersIsNeverTheSame() {
		WorkerResources resources = resources(0, 2);
		assertThat(resources.port("Debugger", 5006)).isEqualTo(5007);
		assertThat(resources.port("JMX", 5006)).isEqualTo(5008);
		assertThat(resources.port("JMX", 5007)).isEqualTo(5009);
		assertThat(resources.port("JMX", 5006)).isEqualTo(5008);
	}

	@Test
	void portWhenNoneIsLeftIsChosenBySystem() {
		WorkerResources resources = new WorkerResources(new WorkerIdentity(1, 0, 2), (port) -> port < 65530);
		assertThat(resources.port("Debugger", 65530)).isZero();
		assertThat(resources.notes()).singleElement().asString().contains("system chooses instead of 65530");
	}

	@Test
	void bindingProbeWhenPortIsBoundIsFalse() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
			assertThat(PortProbe.binding().isFree(port)).isFalse();
		}
		assertThat(PortProbe.binding().isFree(port)).isTrue();
	}

	private static WorkerResources resources(int ordinal, int generation) {
		return new WorkerResources(new WorkerIdentity(1, ordinal, generation), (port) -> true);
	}

}
