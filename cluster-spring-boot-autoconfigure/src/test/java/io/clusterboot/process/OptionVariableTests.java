package io.clusterboot.process;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OptionVariable}.
 */
class OptionVariableTests {

	@Test
	void splitReadsQuotesWithoutEscapes() {
		assertThat(OptionVariable.split(" -Da=1\t\n-Db='x \"y\" z'  \"-Dc=a'b\\\" -D\"d=e f\"g\u000b-De "))
			.containsExactly("-Da=1", "-Db=x \"y\" z", "-Dc=a'b\\", "-Dd=e fg", "-De");
	}

	@Test
	void splitWhenBlankIsEmpty() {
		assertThat(OptionVariable.split(" \t")).isEmpty();
		assertThat(OptionVariable.split("''")).containsExactly("");
	}

	@Test
	void joinIsSplitIntoTheSameOptions() {
		List<String> options = List.of("-Da=b", "-Db=a b", "-Dc=\"", "'", "", "a'b\"c d", "\\", "\n");
		assertThat(OptionVariable.split(OptionVariable.join(options))).isEqualTo(options);
	}

	@Test
	void joinLeavesPlainOptionsUnquoted() {
		assertThat(OptionVariable.join(List.of("-Xmx1g", "-Dx=y"))).isEqualTo("-Xmx1g -Dx=y");
	}

}
