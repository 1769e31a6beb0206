package io.clusterboot.context;

import java.util.List;

import com.sun.management.VMOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JvmFlags}.
 */
class JvmFlagsTests {

	@Test
	void ofLeavesOutWhatThisJvmDoesNotHave() {
		JvmFlags flags = JvmFlags.of(List.of("UseSerialGC", "UseNoSuchGC"));
		assertThat(flags.values()).extracting(VMOption::getName).containsExactly("UseSerialGC");
		assertThat(flags.value("UseSerialGC")).isPresent();
		assertThat(flags.value("UseNoSuchGC")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "DEFAULT", "ERGONOMIC" })
	void whatTheJvmChoseIsNotSet(VMOption.Origin origin) {
		assertThat(flags(origin).areSet()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "DEFAULT", "ERGONOMIC" })
	void whatComesFromElsewhereIsSet(VMOption.Origin origin) {
		assertThat(flags(origin).areSet()).isTrue();
	}

	@Test
	void namingFindsAnOptionAloneOrInAVariable() {
		assertThat(List.of("-XX:Tier4=1", "-Xss1m '-XX:Tier4=1'", "@file", "-XX:Flags=file"))
			.allMatch(JvmFlags.naming("-XX:Tier\\d").asPredicate());
		assertThat(List.of("-Dkey=-XX:Tier4=1", "-XX:TieredStopAtLevel=1", "a@b"))
			.noneMatch(JvmFlags.naming("-XX:Tier\\d").asPredicate());
	}

	private static JvmFlags flags(VMOption.Origin origin) {
		return new JvmFlags(List.of(new VMOption("UseSerialGC", "true", false, VMOption.Origin.DEFAULT),
				new VMOption("CICompilerCount", "2", false, origin)));
	}

}
