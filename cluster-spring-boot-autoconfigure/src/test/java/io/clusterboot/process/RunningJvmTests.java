package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunningJvm}.
 */
class RunningJvmTests {

	private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/bin", "JAVA_TOOL_OPTIONS", "-Dt=1",
			"_JAVA_OPTIONS", "-Do=1", "JDK_JAVA_OPTIONS", "-Dl=1");

	@TempDir
	private Path directory;

	@Test
	void splitKeepsEmptyArguments() {
		assertThat(RunningJvm.split("java\0-cp\0\0Main\0\0a b\0")).containsExactly("java", "-cp", "", "Main", "",
				"a b");
		assertThat(RunningJvm.split("")).isEmpty();
	}

	@Test
	void commandWhenStartedByLauncherIsRepeated() {
		PrimaryCommand command = jvm(List.of("java", "-Dc=1", "app.Main", "x y"), "app.Main x y", "a:b", false)
			.command(List.of("ignored"));
		assertThat(command.arguments()).containsExactly(ProbeRun.JAVA, "-Dc=1", "app.Main", "x y");
		assertThat(command.environment()).isEqualTo(ENVIRONMENT);
	}

	@Test
	void commandWhenExecutableIsGoneTakesThatOfHome() {
		RunningJvm jvm = new RunningJvm(List.of("java", "Main"), "/old/bin/java (deleted)", Path.of("/jdk"), ".",
				"Main", false, Map.of(), List.of());
		assertThat(jvm.command(List.of()).arguments()).containsExactly("/jdk/bin/java", "Main");
	}

	@Test
	void commandWhenStartedByOtherLauncherIsRebuilt() {
		PrimaryCommand command = jvm(List.of("jsvc", "-x"), "app.Main x y", "a:b", false).command(List.of("x y", ""));
		assertThat(command.arguments()).containsExactly("/jdk/bin/java", "-Dt=1", "-Dl=1", "-Dc=1", "-Do=1", "-cp",
				"a:b", "app.Main", "x y", "");
		assertThat(command.environment()).containsOnlyKeys("PATH");
	}

	@Test
	void commandWhenPlatformShowsNothingIsRebuilt() {
		assertThat(jvm(List.of(), "app.Main", "a:b", false).command(List.of()).arguments()).endsWith("-cp", "a:b",
				"app.Main");
	}

	@Test
	void commandWhenFileOfArgumentsIsGoneIsRebuilt() {
		assertThat(jvm(List.of("java", "@/dev/fd/63"), "app.Main", "a:b", false).command(List.of()).arguments())
			.startsWith("/jdk/bin/java", "-Dt=1")
			.endsWith("-cp", "a:b", "app.Main");
	}

	@Test
	void commandWhenJarIsRebuiltKeepsSpacesOfItsName() throws IOException {
		String jar = Files.createFile(this.directory.resolve("my app.war")).toString();
		assertThat(jvm(List.of(), jar + " x y", jar, false).command(List.of("x y")).arguments()).endsWith("-jar", jar,
				"x y");
	}

	@Test
	void commandWhenModuleIsRebuiltNamesModule() {
		RunningJvm jvm = new RunningJvm(List.of(), "", Path.of("/jdk"), "", "mod/app.Main x", true, Map.of(),
				List.of("--module-path=mods", "-Djdk.module.main=mod", "exit"));
		assertThat(jvm.command(List.of("x")).arguments()).containsExactly("/jdk/bin/java", "--module-path=mods", "-m",
				"mod/app.Main", "x");
	}

	private static RunningJvm jvm(List<String> commandLine, String main, String classPath, boolean modular) {
		return new RunningJvm(commandLine, ProbeRun.JAVA, Path.of("/jdk"), classPath, main, modular, ENVIRONMENT,
				List.of("-Dt=1", "-Dl=1", "-Dc=1", "-Do=1"));
	}

}
