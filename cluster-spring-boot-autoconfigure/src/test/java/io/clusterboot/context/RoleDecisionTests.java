package io.clusterboot.context;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.BindException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RoleDecision}.
 */
class RoleDecisionTests {

	private static final String JDWP = "-agentlib:jdwp=transport=dt_socket,suspend=n,address=*:0,server=";

	private final RunFixture fixture = new RunFixture();

	private final Map<String, String> systemProperties = new HashMap<>();

	private final RunHistory history = new RunHistory();

	private String platform = "Linux";

	@BeforeEach
	void setWorkers() {
		this.fixture.property("cluster.workers", "4");
	}

	@Test
	void decideWhenEligibleIsPrimary() {
		assertThat(decide()).isEqualTo(new Role.Primary(new WorkerCount(4, null)));
	}

	@Test
	void decideWhenOneWorkerIsPrimary() {
		this.fixture.property("cluster.workers", 1);
		assertThat(decide()).isEqualTo(new Role.Primary(new WorkerCount(1, null)));
	}

	@Test
	void decideWhenAutoIsPrimaryWithArithmetic() {
		this.fixture.property("cluster.workers", "auto");
		assertThat(decide())
			.isEqualTo(new Role.Primary(new WorkerCount(2, "auto: 2 processors, 24.0 GiB memory allow 40")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void decideWhenWorkersIsBlankIsSilent(String workers) {
		this.fixture.property("cluster.workers", workers).property("cluster.startup.timeout", "abc");
		assertThat(decide()).isEqualTo(new Role.Single(null, false));
	}

	@Test
	void decideWhenWorkersIsNotSetIsSilent() {
		RunFixture plain = new RunFixture();
		plain.property("cluster.enabled", "false");
		assertThat(decision().decide(plain.application, plain.environment)).isEqualTo(new Role.Single(null, false));
	}

	@Test
	void decideWhenDisabledTellsReason() {
		this.fixture.property("cluster.enabled", "false").property("cluster.workers", "many");
		assertThat(decide()).isEqualTo(new Role.Single("cluster.enabled is false", false));
	}

	@Test
	void decideWhenInertTellsReasonAndValidatesNothing() {
		this.fixture.frame("org.junit.Runner", "run").property("cluster.workers", "many");
		assertThat(decide()).isEqualTo(new Role.Single("running as a test", false));
	}

	@Test
	void decideWhenInertLeavesTheClusterToLaterRun() {
		this.fixture.property("spring.main.web-application-type", "none");
		assertThat(decide()).isEqualTo(new Role.Single("not a web application", false));
		this.fixture.property("spring.main.web-application-type", "servlet");
		assertThat(decide()).isInstanceOf(Role.Primary.class);
	}

	@Test
	void decideWhenNotFirstIsSingle() {
		assertThat(decide()).isInstanceOf(Role.Primary.class);
		assertThat(decide()).isEqualTo(new Role.Single("another run in this JVM is the cluster's primary", false));
	}

	@Test
	void decideWhenHierarchyWarnsOnce() {
		this.fixture.innerFrame("org.springframework.boot.builder.SpringApplicationBuilder",
				"configureAsChildIfNecessary");
		assertThat(decide()).isEqualTo(new Role.Single("one of several contexts built as a hierarchy", true));
		assertThat(decide()).isEqualTo(new Role.Single("one of several contexts built as a hierarchy", false));
	}

	@Test
	void decideWhenPlatformDoesNotBalanceWarns() {
		this.platform = "Mac OS X";
		assertThat(decide()).isEqualTo(new Role.Single("runs as a single process on Mac OS X, "
				+ "which does not spread the connections of one port over several processes", true));
	}

	@Test
	void decideWhenPlatformDoesNotBalanceStillValidates() {
		this.platform = "Windows 11";
		this.fixture.property("cluster.workers", "many");
		assertThatExceptionOfType(InvalidClusterPropertyException.class).isThrownBy(this::decide);
	}

	@Test
	void decideWhenDebugServerAndAutoIsSingle() {
		this.fixture.arguments(JDWP + "y").property("cluster.workers", "AUTO");
		assertThat(decide()).isInstanceOfSatisfying(Role.Single.class,
				(single) -> assertThat(single.reason()).startsWith("a debugger may attach"));
	}

	@Test
	void decideWhenDebugServerAndNumberIsPrimary() {
		this.fixture.arguments(JDWP + "y");
		assertThat(decide()).isInstanceOf(Role.Primary.class);
	}

	@Test
	void decideWhenConnectingToDebuggerIsSingle() {
		this.fixture.arguments(JDWP + "n");
		assertThat(decide()).isInstanceOfSatisfying(Role.Single.class,
				(single) -> assertThat(single.reason()).contains("server=n"));
	}

	@Test
	void decideWhenSingleForDebuggerLeavesTheClusterToLaterRun() {
		this.fixture.arguments(JDWP + "n");
		decide();
		this.fixture.arguments();
		assertThat(decide()).isInstanceOf(Role.Primary.class);
	}

	@Test
	void decideWhenWrongTypeFailsToBind() {
		this.fixture.property("cluster.startup.timeout", "abc");
		assertThatExceptionOfType(BindException.class).isThrownBy(this::decide)
			.withMessageContaining("cluster.startup.timeout");
	}

	@Test
	void decideWhenMarkerIsWorkerWhateverIsSet() {
		mark();
		this.platform = "Windows 11";
		this.fixture.property("cluster.enabled", "false").property("cluster.workers", "many");
		assertThat(decide()).isInstanceOfSatisfying(Role.Worker.class,
				(worker) -> assertThat(worker.identity().ordinal()).isZero());
	}

	@Test
	void decideWhenSideRunInWorkerIsSilentAndLeavesTheRoleToTheApplication() {
		mark();
		this.fixture.application.setWebApplicationType(WebApplicationType.NONE);
		assertThat(decide()).isEqualTo(new Role.Single(null, false));
		this.fixture.application.setWebApplicationType(WebApplicationType.SERVLET);
		assertThat(decide()).isInstanceOf(Role.Worker.class);
		assertThat(decide()).isEqualTo(new Role.Single(null, false));
	}

	@Test
	void decideWhenMarkerIsIncompleteFails() {
		this.systemProperties.put("cluster.worker.ordinal", "0");
		assertThatExceptionOfType(WorkerMarkerException.class).isThrownBy(this::decide);
	}

	@Test
	void decideWhenMarkerIsInEnvironmentOnlyIsNoWorker() {
		this.fixture.property("cluster.worker.ordinal", "0").property("cluster.worker.channel", "/tmp/x");
		assertThat(decide()).isInstanceOf(Role.Primary.class);
	}

	private void mark() {
		this.systemProperties.putAll(Map.of("cluster.worker.ordinal", "0", "cluster.worker.id", "1",
				"cluster.worker.generation", "1", "cluster.worker.channel", "/run/channel.sock"));
	}

	private Role decide() {
		return decision().decide(this.fixture.application, this.fixture.environment);
	}

	private RoleDecision decision() {
		return new RoleDecision(this.history, new WorkerMarker(this.systemProperties::get), this.fixture::stack,
				this.fixture::jvmArguments, this::machine);
	}

	private Machine machine(JvmArguments arguments) {
		return new Machine(this.platform, Machine.balancesPort(this.platform, true),
				Resources.of(2, 24L * 1024 * 1024 * 1024, arguments));
	}

}
