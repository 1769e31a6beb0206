package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OptionRules} and the rules in it.
 */
class OptionRulesTests {

	@TempDir
	private Path directory;

	private final WorkerResources resources = new WorkerResources(new WorkerIdentity(7, 0, 1), (port) -> true);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=5005  | -agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=5007
					-agentlib:jdwp=address=*:5005,server=y                              | -agentlib:jdwp=address=*:5007,server=y
					-agentlib:jdwp=server=y,address=localhost:5005,suspend=n            | -agentlib:jdwp=server=y,address=localhost:5007,suspend=n
					-agentlib:jdwp=server=y,address=[::1]:5005                          | -agentlib:jdwp=server=y,address=[::1]:5007
					-Xrunjdwp:transport=dt_socket,server=y,address=5005                 | -Xrunjdwp:transport=dt_socket,server=y,address=5007
					-agentpath:/opt/jdk/lib/libjdwp.so=server=y,address=5005            | -agentpath:/opt/jdk/lib/libjdwp.so=server=y,address=5007
					""")
	void applyWhenDebuggerListensChangesPort(String option, String expected) throws IOException {
		assertThat(apply(option)).isEqualTo(expected);
		assertThat(this.resources.notes()).containsExactly("Debugger of worker 0 listens on 5007 instead of 5005");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-agentlib:jdwp=transport=dt_socket,server=n,address=localhost:5005",
			"-agentlib:jdwp=transport=dt_socket,address=5005", "-Xrunjdwp:address=5005" })
	void applyWhenDebuggerIsCalledLeavesItOut(String option) throws IOException {
		assertThat(apply(option)).isNull();
		assertThat(this.resources.notes())
			.containsExactly("Debugger is left out of worker 0: it is attached to the primary");
	}

	@Test
	void applyWhenManagementPortChangesIt() throws IOException {
		assertThat(apply("-Dcom.sun.management.jmxremote.port=9010"))
			.isEqualTo("-Dcom.sun.management.jmxremote.port=9012");
		assertThat(apply("-Dcom.sun.management.jmxremote.rmi.port=9010"))
			.isEqualTo("-Dcom.sun.management.jmxremote.rmi.port=9012");
		assertThat(apply("-Dcom.sun.management.snmp.port=9010")).isEqualTo("-Dcom.sun.management.snmp.port=9013");
		assertThat(this.resources.notes()).containsExactly("JMX of worker 0 listens on 9012 instead of 9010",
				"SNMP of worker 0 listens on 9013 instead of 9010, 9012 being in use");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			-javaagent:/a/jmx.jar=9404:config.yml                 | -javaagent:/a/jmx.jar=9406:config.yml
			-javaagent:jmx.jar=localhost:9404:/etc/config.yml     | -javaagent:jmx.jar=localhost:9406:/etc/config.yml
			-javaagent:jmx.jar=[::1]:9404:c                       | -javaagent:jmx.jar=[::1]:9406:c
			-javaagent:jmx.jar=port=9404,host=localhost           | -javaagent:jmx.jar=port=9406,host=localhost
			-javaagent:jmx.jar=host=localhost,port=9404           | -javaagent:jmx.jar=host=localhost,port=9406
			""")
	void applyWhenAgentListensChangesPort(String option, String expected) throws IOException {
		assertThat(apply(option)).isEqualTo(expected);
		assertThat(this.resources.notes()).containsExactly("Agent jmx.jar of worker 0 listens on 9406 instead of 9404");
	}

	@Test
	void applyWhenAgentOfDevelopmentEnvironmentLeavesItOut() throws IOException {
		assertThat(apply("-javaagent:/opt/idea/lib/idea_rt.jar=39135:/opt/idea/bin")).isNull();
		assertThat(this.resources.notes()).singleElement().asString().contains("idea_rt.jar");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					-Xlog:gc:file=gc.log                             | -Xlog:gc:file=gc.worker-0-g1.log
					-Xlog:gc*:logs/gc.log:time,level:filecount=5     | -Xlog:gc*:logs/gc.worker-0-g1.log:time,level:filecount=5
					-Xlog::file=all                                  | -Xlog::file=all.worker-0-g1
					-Xlog:gc:file="a:b c.log":time                   | -Xlog:gc:file="a:b c.worker-0-g1.log":time
					-Xlog:gc:"gc.log"                                | -Xlog:gc:"gc.worker-0-g1.log"
					-Xlog:gc:file=C:\\logs\\gc.log:time              | -Xlog:gc:file=C:\\logs\\gc.worker-0-g1.log:time
					-Xlog:gc:D:\\gc.log                              | -Xlog:gc:D:\\gc.worker-0-g1.log
					-Xloggc:/var/log/v1.2/gc                         | -Xloggc:/var/log/v1.2/gc.worker-0-g1
					-XX:LogFile=vm.tar.gz                            | -XX:LogFile=vm.tar.worker-0-g1.gz
					-XX:HeapDumpPath=.heap                           | -XX:HeapDumpPath=.heap.worker-0-g1
					-XX:ErrorFile=/tmp/err.log                       | -XX:ErrorFile=/tmp/err.worker-0-g1.log
					-XX:StartFlightRecording=duration=1m,filename=r.jfr,dumponexit=true | -XX:StartFlightRecording=duration=1m,filename=r.worker-0-g1.jfr,dumponexit=true
					-XX:StartFlightRecording:filename="a,b.jfr"      | -XX:StartFlightRecording:filename="a,b.worker-0-g1.jfr"
					""")
	void applyWhenFileIsWrittenChangesItsName(String option, String expected) throws IOException {
		assertThat(apply(option.replace("\\\\", "\\"))).isEqualTo(expected.replace("\\\\", "\\"));
		assertThat(this.resources.notes()).singleElement().asString().contains("of worker 0 goes to", ".worker-0-g1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-XX:ArchiveClassesAtExit=app.jsa", "-XX:AOTCacheOutput=app.aot",
			"-XX:+AutoCreateSharedArchive" })
	void applyWhenArchiveIsWrittenLeavesItOut(String option) throws IOException {
		assertThat(apply(option)).isNull();
		assertThat(this.resources.notes()).singleElement().asString().startsWith(option.split("=")[0]);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx1g", "-Dserver.port=8080", "-Daddress=5005", "-agentlib:hprof=port=5005",
			"-agentlib:jdwp=server=y,address=0", "-agentlib:jdwp=server=y,address=*:0",
			"-agentlib:jdwp=transport=dt_socket,server=y", "-agentlib:jdwp=transport=dt_shmem,server=y,address=name",
			"-Dcom.sun.management.jmxremote.port=0", "-Dcom.sun.management.jmxremote.ssl=false", "-javaagent:otel.jar",
			"-javaagent:a.jar=config.yml", "-javaagent:a.jar=x=1,reporter=h:4317",
			"-javaagent:jacoco.jar=output=tcpclient,address=h,port=6300", "-javaagent:a.jar=sport=1,port=x", "-Xlog",
			"-Xlog:gc", "-Xlog:gc:stdout", "-Xlog:gc:stderr:time", "-Xlog:gc::time", "-Xlog:disable",
			"-Xlog:gc:file=gc-%p.log", "-Xloggc:gc.%p.log", "-XX:HeapDumpPath=/tmp", "-XX:HeapDumpPath=missing/",
			"-Xlog:gc:file=/dev/null", "-XX:ErrorFile=/dev/stderr", "-XX:StartFlightRecording",
			"-XX:StartFlightRecording=filename=/tmp,settings=profile", "-XX:StartFlightRecording=filename=%p.jfr",
			"-XX:SharedArchiveFile=app.jsa", "-XX:AOTCache=app.aot", "-XX:-AutoCreateSharedArchive" })
	void applyWhenNothingCollidesLeavesOptionAsItIs(String option) throws IOException {
		assertThat(apply(option)).isEqualTo(option);
		assertThat(this.resources.notes()).isEmpty();
	}

	@Test
	void applyWhenOptionsAreInFileOfOptionsRewritesIt() throws IOException {
		Path file = Files.writeString(this.directory.resolve("jvm.options"),
				"-Xmx1g\n'-Dsecret=a b' -Dcom.sun.management.jmxremote.port=9010\n");
		String option = apply("-XX:VMOptionsFile=" + file);
		assertThat(option).isEqualTo("-XX:VMOptionsFile=" + this.directory.resolve("worker-7-1.vmoptions"));
		assertThat(this.directory.resolve("worker-7-1.vmoptions"))
			.hasContent("-Xmx1g \"-Dsecret=a b\" -Dcom.sun.management.jmxremote.port=9012");
	}

	@Test
	void applyWhenFileOfOptionsHasNothingToChangeKeepsIt() throws IOException {
		Path file = Files.writeString(this.directory.resolve("jvm.options"), "-Xmx1g\n");
		assertThat(apply("-XX:VMOptionsFile=" + file)).isEqualTo("-XX:VMOptionsFile=" + file);
	}

	private @Nullable String apply(String option) throws IOException {
		return new OptionRules(this.resources, new WorkerFolder(this.directory, 7), null).apply(option);
	}

}
