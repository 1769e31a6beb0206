package io.clusterboot;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

/**
 * Tests for what code of this module does not do, or does in few places only.
 */
@ArchTag("once")
@AnalyzeClasses(packages = "io.clusterboot", importOptions = ImportOption.DoNotIncludeTests.class)
class CodeRulesTests {

	private static final Set<String> MAY_END_THE_JVM = Set.of(
			// The worker that lost its primary
			"worker.LastResortExit",
			// The primary, after a signal or when the supervisor gives up
			"context.PrimaryExit");

	private static final Set<String> MAY_PRINT = Set.of(
			// The log may be gone or blocked when a JVM has to be halted
			"worker.LastResortExit");

	private static final Set<String> MAY_START_PROCESSES = Set.of(
			// Lend a socket to a process in the moment of its start
			"socket.ListenerPool", "socket.OneSocket", "socket.StandardInput");

	private static final Set<String> MAY_SLEEP = Set.of(
			// A latch would end early when the application interrupts all threads
			"worker.LastResortExit");

	private static final Set<String> MAY_CHOOSE_THE_CLOCK = Set.of(
			// Passes it on to all others
			"supervisor.Supervisor");

	private static final Set<String> VOLATILE_FIELDS = Set.of(
			// Written by the thread that closes, read by the one that reads or accepts
			"protocol.ControlClient.closed", "protocol.ControlConnection.givenUp", "protocol.ControlLoop.stopped",
			// Written by the ticker or at start, read by who asks for the status
			"worker.WorkerAgent.client", "worker.WorkerAgent.load", "worker.PendingReplies.failure",
			"worker.JvmLoadSampler.traffic",
			// Told by the thread of the channel or the supervisor's, asked by any
			"member.ClusterView.leader", "member.ClusterView.settings", "member.Member.progress",
			// Written while the context starts, read by the thread of the channel
			"member.MessageHub.handler", "context.ClusterEventPublisher.listeners", "context.WorkerStartup.news",
			// Tomcat's threads: poller, acceptor and the one that stops
			"web.ListenerDrain.running", "web.SharedListener.accepting", "web.SharedPortEndpoint.accepted",
			"web.SharedPortEndpoint.listener",
			// Written by the thread that stops, read by all that answer requests
			"web.LastResponses.all", "web.EventStreams.ended",
			// Main thread, shutdown hook and signal handler
			"context.PrimaryChannel.directory", "context.PrimaryChannel.server", "context.Primary.supervisor",
			"context.PrimaryLifecycle.running",
			// Written on the main thread, read when the primary is lost
			"context.ReadinessReporter.reported", "context.WorkerStartup.readiness");

	private static final Set<String> SYNCHRONIZED_TYPES = Set.of(
			// Threads of several workers' streams and exits meet here, for a few
			// statements
			"process.ForkedWorkers", "process.OomKills", "process.OutputTail",
			// Any thread sends or issues, the loop writes and redeems
			"protocol.Outbox", "protocol.TokenRegistry");

	@ArchTest
	final ArchRule processesAreStartedByProcessOnly = noClasses().that()
		.resideOutsideOfPackage("io.clusterboot.process")
		.and(areNot(MAY_START_PROCESSES))
		.should()
		.dependOnClassesThat(DescribedPredicate.describe("are ProcessBuilder",
				(type) -> type.getName().startsWith(ProcessBuilder.class.getName())))
		.orShould()
		.accessTargetWhere(isTarget(Runtime.class, "exec"));

	@ArchTest
	final ArchRule supervisorHasNoTimeOfItsOwn = noClasses().that()
		.resideInAPackage("io.clusterboot.supervisor..")
		.and(areNot(MAY_CHOOSE_THE_CLOCK))
		.should()
		.accessTargetWhere(isTarget(Instant.class, "now"))
		.orShould()
		.accessTargetWhere(isTarget(System.class, "currentTimeMillis", "nanoTime"))
		.orShould()
		.accessTargetWhere(isTarget(Clock.class, "systemUTC", "systemDefaultZone", "system", "tick"));

	@ArchTest
	final ArchRule nobodySleeps = noClasses().that(areNot(MAY_SLEEP))
		.should()
		.accessTargetWhere(isTarget(Thread.class, "sleep"));

	@ArchTest
	final ArchRule fewMayEndTheJvm = noClasses().that(areNot(MAY_END_THE_JVM))
		.should()
		.accessTargetWhere(isTarget(System.class, "exit"))
		.orShould()
		.accessTargetWhere(isTarget(Runtime.class, "halt", "exit"));

	@ArchTest
	final ArchRule fewMayPrint = noClasses().that(areNot(MAY_PRINT))
		.should()
		.accessTargetWhere(isTarget(System.class, "out", "err"))
		.orShould()
		.dependOnClassesThat()
		.areAssignableTo(PrintStream.class);

	@ArchTest
	final ArchRule nobodyPrintsStackTraces = noClasses().should()
		.accessTargetWhere(DescribedPredicate.describe("prints a stack trace",
				(access) -> access.getTarget().getName().equals("printStackTrace")));

	@ArchTest
	final ArchRule supervisorLivesOnOneThread = noFields().that()
		.areDeclaredInClassesThat()
		.resideInAPackage("io.clusterboot.supervisor..")
		.should()
		.haveModifier(JavaModifier.VOLATILE);

	@ArchTest
	final ArchRule volatileFieldsAreListed = noFields().that(areNotListed(VOLATILE_FIELDS))
		.should()
		.haveModifier(JavaModifier.VOLATILE);

	@ArchTest
	final ArchRule synchronizedTypesAreListed = noMethods().that()
		.areDeclaredInClassesThat(areNot(SYNCHRONIZED_TYPES))
		.should()
		.haveModifier(JavaModifier.SYNCHRONIZED);

	@ArchTest
	final ArchRule casesHaveLocale = noClasses().should()
		.accessTargetWhere(DescribedPredicate.describe("changes the case without a Locale", this::isCaseWithoutLocale));

	@ArchTest
	final ArchRule fieldsAreNotInjected = noFields().should()
		.beAnnotatedWith(Autowired.class)
		.orShould()
		.beAnnotatedWith(Value.class)
		.orShould()
		.beAnnotatedWith("jakarta.annotation.Resource")
		.orShould()
		.beAnnotatedWith("jakarta.inject.Inject");

	private boolean isCaseWithoutLocale(JavaAccess<?> access) {
		return isTarget(String.class, "toLowerCase", "toUpperCase").test(access)
				&& access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
				&& target.getRawParameterTypes().stream().noneMatch((type) -> type.isEquivalentTo(Locale.class));
	}

	private static DescribedPredicate<JavaAccess<?>> isTarget(Class<?> owner, String... names) {
		return DescribedPredicate.describe("is " + owner.getSimpleName() + "." + String.join("/", names),
				(access) -> access.getTargetOwner().isEquivalentTo(owner)
						&& Set.of(names).contains(access.getTarget().getName()));
	}

	private static DescribedPredicate<JavaClass> areNot(Set<String> allowed) {
		return DescribedPredicate.describe("are not " + String.join(" or ", allowed),
				(type) -> !allowed.contains(shortName(type)));
	}

	private static DescribedPredicate<JavaField> areNotListed(Set<String> fields) {
		return DescribedPredicate.describe("are not listed in this test",
				(field) -> !fields.contains(shortName(field.getOwner()) + "." + field.getName()));
	}

	private static String shortName(JavaClass type) {
		String packageName = CodeRulesTests.class.getPackageName() + ".";
		return type.getName().substring(packageName.length());
	}

}
