package io.clusterboot.context;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JvmArguments}.
 */
class JvmArgumentsTests {

	@ParameterizedTest
	@ValueSource(strings = { "-XX:ArchiveClassesAtExit=app.jsa", "-XX:AOTCacheOutput=app.aot", "-XX:AOTMode=record",
			"-XX:AOTConfiguration=app.conf", "-XX:CRaCCheckpointTo=cr", "-XX:DumpLoadedClassList=app.lst",
			"-agentlib:native-image-agent=config-output-dir=conf",
			"-agentpath:/opt/graal/lib/libnative-image-agent.so=config-output-dir=conf" })
	void isTrainingWhenOptionTrainsIsTrue(String option) {
		assertThat(arguments("-Xmx1g", option).isTraining()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-XX:AOTCache=app.aot", "-XX:AOTMode=on", "-XX:SharedArchiveFile=app.jsa",
			"-javaagent:agent.jar", "-Dx=native-image-agent" })
	void isTrainingWhenOptionUsesOnlyIsFalse(String option) {
		assertThat(arguments(option).isTraining()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005",
			"-agentlib:jdwp=server=y,transport=dt_socket", "-Xrunjdwp:transport=dt_socket,address=5005,server=y" })
	void hasDebuggerWhenServerIsTrue(String option) {
		assertThat(arguments(option).hasDebugger()).isTrue();
		assertThat(arguments(option).connectsToDebugger()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-agentlib:jdwp=transport=dt_socket,address=127.0.0.1:4711,suspend=y,server=n",
			"-agentlib:jdwp=transport=dt_socket,address=127.0.0.1:4711", "-Xrunjdwp:transport=dt_socket,address=4711",
			"-agentpath:/opt/jdk/lib/libjdwp.so=transport=dt_socket,address=4711" })
	void connectsToDebuggerWhenNotServerIsTrue(String option) {
		assertThat(arguments(option).hasDebugger()).isTrue();
		assertThat(arguments(option).connectsToDebugger()).isTrue();
	}

	@Test
	void hasDebuggerWhenOtherAgentIsFalse() {
		assertThat(arguments("-javaagent:x.jar", "-Ddebug=jdwp", "-agentlib:hprof").hasDebugger()).isFalse();
	}

	@Test
	void lastReturnsTheOptionThatCounts() {
		assertThat(arguments("-Xmx1g", "-XX:MaxHeapSize=2g", "-Xms1g").last("-Xmx", "-XX:MaxHeapSize="))
			.isEqualTo("2g");
		assertThat(arguments("-Xms1g").last("-Xmx")).isNull();
	}

	@Test
	void currentReturnsOptionsOfThisJvm() {
		assertThat(JvmArguments.current().values()).allMatch((value) -> value.startsWith("-"));
	}

	private JvmArguments arguments(String... values) {
		return new JvmArguments(List.of(values));
	}

}
