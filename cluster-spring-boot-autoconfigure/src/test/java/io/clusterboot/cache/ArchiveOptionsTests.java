package io.clusterboot.cache;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ArchiveOptions}.
 */
class ArchiveOptionsTests {

	@ParameterizedTest
	@ValueSource(strings = { "-XX:SharedArchiveFile=a.jsa", "-XX:AOTCache=a", "-XX:AOTCacheOutput=a",
			"-XX:AOTMode=auto", "-XX:AOTConfiguration=a", "-XX:DumpLoadedClassList=a", "-XX:SharedClassListFile=a",
			"-XX:ArchiveClassesAtExit=a", "-XX:+AutoCreateSharedArchive", "-XX:-UseSharedSpaces", "-Xshare:off",
			"--patch-module=a=b", "--upgrade-module-path=a", "--limit-modules=a", "-Xbootclasspath/a:a.jar",
			"-Djava.system.class.loader=A" })
	void usersOwnAreThoseByWhichTheJvmUsesNoArchiveOfOurs(String option) {
		assertThat(ArchiveOptions.usersOwn(List.of("-Dx", option, "-Xmx1g"))).containsExactly(option);
	}

	@Test
	void usersOwnWhenOptionsHaveNothingToDoWithItIsEmpty() {
		assertThat(ArchiveOptions.usersOwn(List.of("-Xmx1g", "-Dx=-Xshare:off", "-XX:+UseSharedSpaces", "-jar")))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-XX:+UseG1GC", "-XX:-UseZGC", "-XX:-UseCompressedOops", "-XX:+UseCompressedClassPointers",
			"-XX:+UseCompactObjectHeaders", "-XX:ObjectAlignmentInBytes=16", "-XX:+UnlockExperimentalVMOptions",
			"--enable-preview", "-XX:-BytecodeVerificationRemote" })
	void layoutKeepsWhatChangesHowClassesLieInMemory(String option) {
		assertThat(ArchiveOptions.layout(List.of("-Xmx1g", "-Dx", option, "-XX:+UseStringDeduplication")))
			.containsExactly(option);
	}

	@Test
	void layoutWhenHeapIsTooLargeForCompressedPointersSaysSo() {
		assertThat(ArchiveOptions.layout(List.of("-Xmx31g"))).isEmpty();
		assertThat(ArchiveOptions.layout(List.of("-XX:+UseG1GC", "-Xmx1g", "-Xmx" + (32L << 30))))
			.containsExactly("-XX:+UseG1GC", "-XX:-UseCompressedOops");
		assertThat(ArchiveOptions.layout(List.of("-Xmx40g", "-Xmx1g"))).isEmpty();
		assertThat(ArchiveOptions.layout(List.of("-Xmx40g", "-XX:ObjectAlignmentInBytes=16")))
			.containsExactly("-XX:ObjectAlignmentInBytes=16");
		assertThat(ArchiveOptions.layout(List.of("-Xmx40g", "-XX:+UseCompressedOops")))
			.containsExactly("-XX:+UseCompressedOops");
		assertThat(ArchiveOptions.layout(List.of("-Xmxlarge"))).isEmpty();
	}

	@Test
	void useAndListNameTheFile() {
		assertThat(ArchiveOptions.use(Path.of("/cache/a.jsa"))).first().isEqualTo("-XX:SharedArchiveFile=/cache/a.jsa");
		assertThat(ArchiveOptions.list(Path.of("/cache/list"))).containsExactly("-XX:DumpLoadedClassList=/cache/list");
	}

}
