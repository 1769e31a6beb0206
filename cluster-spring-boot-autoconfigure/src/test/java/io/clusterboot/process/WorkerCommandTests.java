package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link WorkerCommand}.
 */
class WorkerCommandTests {

	private static final String JDWP = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:";

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			java -Xmx1g -jar a.jar x                  | java -W -Xmx1g -U v -jar a.jar x
			java -jar -Xmx1g a.jar x                  | java -W -jar -Xmx1g -U v a.jar x
			java -cp a Main -cp                       | java -W -cp a -U v Main -cp
			java --add-opens a/b=c Main               | java -W --add-opens a/b=c -U v Main
			java -p m -m a/B                          | java -W -p m -U v -m a/B
			java -p m --module=a/B x                  | java -W -p m -U v --module=a/B x
			java --source 17 Main.java                | java -W --source 17 -U v Main.java
			java -Xlog:gc:file=g Main -Xlog:gc:file=g | java -W -Xlog:gc:file=g.worker-0-g2 -U v Main -Xlog:gc:file=g
			java -cp -Xloggc:x Main                   | java -W -cp -Xloggc:x.worker-0-g2 -U v Main
			java -XX:+AutoCreateSharedArchive Main    | java -W -U v Main
			""")
	void argumentsHaveWorkerOptionsFirstAndUserOptionsLast(String primary, String worker) throws IOException {
		WorkerCommand command = WorkerCommand.of(primary(List.of(primary.split(" ")), Map.of()), identity(),
				List.of("-W"), List.of("-U", "v"), Map.of(), null, this.directory, (port) -> true);
		assertThat(command.arguments()).containsExactly(worker.split(" "));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			java -jar a.jar x             | java -W -jar /copy/a.jar x
			java -jar -Xmx1g a.jar a.jar  | java -W -jar -Xmx1g /copy/a.jar a.jar
			java -jar -cp b.jar a.jar     | java -W -jar -cp b.jar /copy/a.jar
			java -cp a.jar Main -jar      | java -W -cp a.jar Main -jar
			java -p a.jar -m a/B -jar     | java -W -p a.jar -m a/B -jar
			java --source 17 A.java a.jar | java -W --source 17 A.java a.jar
			""")
	void argumentsWhenThereIsCopyHaveItInPlaceOfTheJar(String primary, String worker) throws IOException {
		assertThat(withCopy(List.of(primary.split(" ")))).containsExactly(worker.split(" "));
	}

	@Test
	void argumentsWhenJarIsInFileHaveTheCopy() throws IOException {
		List<String> arguments = withCopy(List.of("java", write("-Xmx1g -jar\n\"my app.jar\""), "x"));
		assertThat(arguments).hasSize(4).startsWith("java", "-W").endsWith("x");
		assertThat(Files.readString(Path.of(arguments.get(2).substring(1)))).isEqualTo("""
				"-Xmx1g"
				"-jar"
				"/copy/a.jar"
				""");
	}

	private List<String> withCopy(List<String> primary) throws IOException {
		return WorkerCommand
			.of(primary(primary, Map.of()).withCopy(Path.of("/copy/a.jar")), identity(), List.of("-W"), List.of(),
					Map.of(), null, this.directory, (port) -> true)
			.arguments();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			java -Xmx1g -jar a.jar x y   | java -W -Xmx1g -U -jar a.jar new
			java -jar a.jar              | java -W -U -jar a.jar new
			java -cp a Main -cp Main     | java -W -cp a -U Main new
			java -p m -m a/B x           | java -W -p m -U -m a/B new
			java --source 17 Main.java x | java -W --source 17 -U Main.java new
			""")
	void argumentsWhenProgramHasOthersEndWithThose(String primary, String worker) throws IOException {
		assertThat(command(List.of(primary.split(" ")), "new")).containsExactly(worker.split(" "));
	}

	@Test
	void argumentsWhenProgramHasNoneAnyMoreEndWithTheProgram() throws IOException {
		assertThat(command(List.of("java", "Main", "x"))).containsExactly("java", "-W", "-U", "Main");
	}

	@Test
	void argumentsWhenProgramHasOthersAndOldOnesAreInAFileLeaveThemOut() throws IOException {
		List<String> arguments = command(List.of("java", write("-Xmx1g Main old"), "older"), "new");
		assertThat(arguments).hasSize(4).startsWith("java", "-W").endsWith("new");
		assertThat(ArgumentFile.read(Path.of(arguments.get(2).substring(1))).arguments()).containsExactly("-Xmx1g",
				"-U", "Main");
	}

	@Test
	void argumentsWhenNewOnesNameAFileLeaveThatToTheProgram() throws IOException {
		assertThat(command(List.of("java", "Main", "x"), "@file")).containsExactly("java", "-W", "-U", "Main", "@file");
	}

	private List<String> command(List<String> primary, String... program) throws IOException {
		return WorkerCommand
			.of(primary(primary, Map.of()), identity(), List.of("-W"), List.of("-U"), Map.of(), List.of(program),
					this.directory, (port) -> true)
			.arguments();
	}

	@Test
	void argumentsWhenFileNeedsNoChangeNameTheSameFile() throws IOException {
		String file = write("-Xmx1g -cp a:b");
		assertThat(command(List.of("java", file, "Main", "@x"), List.of("-U")).arguments()).containsExactly("java",
				"-W", file, "-U", "Main", "@x");
		assertThat(this.directory).isDirectoryNotContaining("glob:**/worker-*");
	}

	@Test
	void argumentsWhenMainIsInFilePutUserOptionsThere() throws IOException {
		WorkerCommand command = command(List.of("java", "-jar", write("-Da=\"x y\" app.jar 'one two'"), "three"),
				List.of("-Dw={ordinal}-{id}-{generation}"));
		Path file = this.directory.resolve("worker-5-1.args");
		assertThat(command.arguments()).containsExactly("java", "-W", "-jar", "@" + file, "three");
		assertThat(ArgumentFile.read(file).arguments()).containsExactly("-Da=x y", "-Dw=0-5-2", "app.jar", "one two");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
	}

	@Test
	void argumentsWhenMainOptionIsOutsideFilePutUserOptionsBeforeIt() throws IOException {
		String file = write("mod/app.Main");
		assertThat(command(List.of("java", "-m", file), List.of("-U")).arguments()).containsExactly("java", "-W", "-U",
				"-m", file);
	}

	@Test
	void argumentsWhenUserOptionsNameFileHaveItsContent() throws IOException {
		assertThat(command(List.of("java", "Main"), List.of(write("-Da=1 '-Db=2 3'"))).arguments())
			.containsExactly("java", "-W", "-Da=1", "-Db=2 3", "Main");
	}

	@Test
	void argumentsWhenUserOptionsNamePortsKeepThem() throws IOException {
		assertThat(command(List.of("java", "Main"), List.of(JDWP + "600{ordinal}")).arguments()).containsExactly("java",
				"-W", JDWP + "6000", "Main");
	}

	@Test
	void argumentsWhenFileIsRewrittenAgainReplaceIt() throws IOException {
		List<String> primary = List.of("java", write("Main"));
		command(primary, List.of("-Dfirst"));
		command(primary, List.of("-Dsecond"));
		assertThat(this.directory.resolve("worker-5-1.args")).hasContent("\"-Dsecond\"\n\"Main\"");
	}

	@Test
	void argumentsWhenFileIsMissingThrowsException() {
		assertThatIOException().isThrownBy(() -> command(List.of("java", "@missing", "Main"), List.of()))
			.withMessageContaining("missing");
	}

	@Test
	void argumentsWhenClassPathIsTooLongForOneArgumentNameFile() throws IOException {
		String classPath = "x".repeat(128 * 1024 - 1);
		assertThat(command(List.of("java", "-cp", classPath, "Main"), List.of()).arguments()).containsExactly("java",
				"-W", "-cp", "@" + this.directory.resolve("worker-5-1.args"), "Main");
		assertThat(command(List.of("java", "-cp", classPath.substring(1), "Main"), List.of()).arguments())
			.containsExactly("java", "-W", "-cp", classPath.substring(1), "Main");
	}

	@Test
	void environmentHasOptionsOfItsOwnInEachVariable() throws IOException {
		String file = write(JDWP + "5000");
		WorkerCommand command = command(List.of("java", "Main"),
				Map.of("JAVA_TOOL_OPTIONS", "'-Dx=a b' -Dcom.sun.management.jmxremote.port=9010", "JDK_JAVA_OPTIONS",
						"-Dy='c d' " + file, "_JAVA_OPTIONS", "-XX:+AutoCreateSharedArchive", "CLASSPATH", "a:b"),
				Map.of());
		assertThat(command.environment()).containsExactlyInAnyOrderEntriesOf(
				Map.of("JAVA_TOOL_OPTIONS", "\"-Dx=a b\" -Dcom.sun.management.jmxremote.port=9011", "JDK_JAVA_OPTIONS",
						"\"-Dy=c d\" @" + this.directory.resolve("worker-5-1.args"), "CLASSPATH", "a:b"));
		assertThat(this.directory.resolve("worker-5-1.args")).hasContent("\"" + JDWP + "5001\"");
	}

	@Test
	void environmentWhenNothingCollidesIsInherited() throws IOException {
		Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "  -Dx='y'", "JDK_JAVA_OPTIONS", "'-Da'\t-Db",
				"_JAVA_OPTIONS", "-Dc", "PATH", "{id}");
		assertThat(command(List.of("java", "Main"), environment, Map.of()).environment()).isEqualTo(environment);
	}

	@Test
	void environmentHasUsersVariablesAndNothingThatIsThePrimarysOwn() throws IOException {
		WorkerCommand command = command(List.of("java", "Main"),
				Map.of("CLUSTER_WORKER_TOKEN", "t", "CLUSTER_WORKERS", "2", "A", "1", "JAVA_TOOL_OPTIONS", JDWP + "1",
						"NOTIFY_SOCKET", "/run/notify", "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"),
				Map.of("A", "{ordinal}/{id}/{generation}", "JAVA_TOOL_OPTIONS", "-Dmine"));
		assertThat(command.environment()).containsExactlyInAnyOrderEntriesOf(
				Map.of("CLUSTER_WORKERS", "2", "A", "0/5/2", "JAVA_TOOL_OPTIONS", "-Dmine"));
		assertThat(command.notes()).isEmpty();
	}

	@Test
	void argumentsWhenFilesAreDisabledByVariableStayAsTheyAre() throws IOException {
		assertThat(command(List.of("java", "-cp", "@missing", "Main"), Map.of("JDK_JAVA_OPTIONS", "--disable-@files"),
				Map.of())
			.arguments()).containsExactly("java", "-W", "-cp", "@missing", "Main");
	}

	@Test
	void notesNamePortsAcrossAllSources() throws IOException {
		WorkerCommand command = command(List.of("java", "-Dpassword=secret", JDWP + "5005", "Main", "secret"),
				Map.of("JAVA_TOOL_OPTIONS", "-Dcom.sun.management.jmxremote.port=5005 -Xlog:gc:file=gc.log"), Map.of());
		assertThat(command.notes()).containsExactly("JMX of worker 0 listens on 5006 instead of 5005",
				"Log of worker 0 goes to gc.worker-0-g2.log instead of gc.log",
				"Debugger of worker 0 listens on 5007 instead of 5005, 5006 being in use");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			-Xmx1g                              | -Xmx256m
			-mx1g                               | -Xmx256m
			-XX:MaxHeapSize=1g                  | -Xmx256m
			-XX:MaxRAMPercentage=75             | -Xmx256m
			-Xms1g                              | -Xms256m
			-ms400m                             | -ms100m
			-Xmn10k                             | -Xmn2k
			-XX:InitialHeapSize=4096m           | -XX:InitialHeapSize=256m
			-XX:NewSize=200M                    | -XX:NewSize=50m
			-XX:MaxNewSize=200M                 | -XX:MaxNewSize=50m
			-XX:SoftMaxHeapSize=800m            | -XX:SoftMaxHeapSize=200m
			-XX:InitialRAMPercentage=10.0       | -Xms100m
			-Xmsx                               | -Xmsx
			-XX:InitialRAMPercentage=many       | -XX:InitialRAMPercentage=many
			-Xss1m                              | -Xss1m
			-XX:MaxMetaspaceSize=64m            | -XX:MaxMetaspaceSize=64m
			""")
	void heapIsDividedWhereItStands(String option, String expected) throws IOException {
		PrimaryCommand primary = primary(List.of("java", option, "Main", option), Map.of("JAVA_TOOL_OPTIONS",
				"-Da " + option, "_JAVA_OPTIONS", option, "JDK_JAVA_OPTIONS", option + " -Db"))
			.withHeap(new HeapShare(256L << 20, 1L << 30, 4000L << 20, true));
		WorkerCommand command = WorkerCommand.of(primary, identity(), List.of("-W"), List.of("-Xmx7m"), Map.of(), null,
				this.directory, (port) -> true);
		assertThat(command.arguments()).containsExactly("java", "-W", "-Xmx256m", "-Xms64m", expected, "-Xmx7m", "Main",
				option);
		assertThat(command.environment()).containsExactlyInAnyOrderEntriesOf(Map.of("JAVA_TOOL_OPTIONS",
				"-Da " + expected, "_JAVA_OPTIONS", expected, "JDK_JAVA_OPTIONS", expected + " -Db"));
	}

	@Test
	void heapIsDividedInFilesOfArguments() throws IOException {
		PrimaryCommand primary = primary(List.of("java", write("-Xms1g\n-Xmx1g"), "Main"), Map.of())
			.withHeap(new HeapShare(256L << 20, 1L << 30, 4000L << 20, true));
		WorkerCommand command = WorkerCommand.of(primary, identity(), List.of(), List.of(), Map.of(), null,
				this.directory, (port) -> true);
		Path file = Path.of(command.arguments().get(3).substring(1));
		assertThat(ArgumentFile.read(file).arguments()).containsExactly("-Xms256m", "-Xmx256m");
	}

	@Test
	void toStringHasNoArgumentsAndNoVariables() throws IOException {
		assertThat(command(List.of("java", "-Dpassword=secret", "Main"), Map.of("TOKEN", "secret"), Map.of()))
			.asString()
			.contains("4 arguments", "1 variables")
			.doesNotContain("secret", "password", "TOKEN");
	}

	private WorkerCommand command(List<String> primary, List<String> jvmArgs) throws IOException {
		return WorkerCommand.of(primary(primary, Map.of()), identity(), List.of("-W"), jvmArgs, Map.of(), null,
				this.directory, (port) -> true);
	}

	private WorkerCommand command(List<String> primary, Map<String, String> environment, Map<String, String> env)
			throws IOException {
		return WorkerCommand.of(primary(primary, environment), identity(), List.of("-W"), List.of(), env, null,
				this.directory, (port) -> true);
	}

	private static PrimaryCommand primary(List<String> arguments, Map<String, String> environment) {
		return new PrimaryCommand(new ArrayList<>(arguments), environment, List.of());
	}

	private static WorkerIdentity identity() {
		return new WorkerIdentity(5, 0, 2);
	}

	private String write(String content) throws IOException {
		return "@" + Files.writeString(this.directory.resolve("args"), content);
	}

}
