package io.clusterboot.context;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Machine}.
 */
class MachineTests {

	@ParameterizedTest
	@CsvSource({ "Linux, true, true", "Linux, false, false", "Mac OS X, true, false", "Windows 11, false, false",
			"FreeBSD, true, false" })
	void balancesPortIsTrueOnLinuxOnly(String platform, boolean reusePort, boolean expected) {
		assertThat(Machine.balancesPort(platform, reusePort)).isEqualTo(expected);
	}

	@Test
	void currentNamesPlatform() {
		assertThat(Machine.current(new JvmArguments(List.of())).platform()).isEqualTo(System.getProperty("os.name"));
	}

}
