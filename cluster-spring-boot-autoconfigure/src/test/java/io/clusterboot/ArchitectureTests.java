package io.clusterboot;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for which package knows which, and for what is public.
 */
@ArchTag("once")
@AnalyzeClasses(packages = "io.clusterboot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "io.clusterboot";

	private static final List<String> PUBLIC_TYPES = List.of(
			// How the primary's context drives the supervisor
			"supervisor.RecycleSettings", "supervisor.Supervisor", "supervisor.SupervisorListener",
			"supervisor.SupervisorSettings",
			// What the supervisor asks of whoever starts processes
			"supervisor.ForkRequest", "supervisor.GenerationSource", "supervisor.Steering", "supervisor.Unsteered",
			"supervisor.WorkerLauncher", "supervisor.WorkerProcess",
			// How the primary's context starts workers
			"cache.CacheSettings", "cache.CachedCommand", "cache.CachedGenerations", "cache.ClassesAhead",
			"process.ArchiveGenerations", "process.ArchiveWatch", "process.ExitForensics", "process.Folders",
			"process.ForkSpec", "process.HeapShare", "process.JvmWorkerLauncher", "process.MemoryDiet",
			"process.MemoryLimit", "process.MemorySize", "process.OutputRelay", "process.PortProbe",
			"process.PrimaryCommand", "process.ProcessStarter", "process.ServiceManager", "process.ToolProcess",
			"process.WorkerAffinity", "process.WorkerCommand", "process.WorkerCommandFactory", "process.ZombieReaper",
			// Both ends of the control channel, for the primary's context and the worker
			"protocol.ControlChannelException", "protocol.ControlClient", "protocol.ControlDirectory",
			"protocol.ControlDirectoryException", "protocol.ControlServer", "protocol.Leftovers", "protocol.Message",
			"protocol.Operation", "protocol.PeerCheck", "protocol.ProtocolException",
			// How workers ask each other, for the actuator
			"peer.PeerAnswer", "peer.PeerClient", "peer.PeerDirectory", "peer.PeerFailureException", "peer.PeerHandler",
			"peer.PeerQuestion", "peer.PeerServer",
			// The cluster as each process sees it, for the context and the
			// auto-configurations
			"member.ClusterOperations", "member.ClusterView", "member.Incoming", "member.JsonCodec",
			"member.LeaderGate", "member.LocalCluster", "member.MessageHub", "member.MessageTransport",
			"member.Messenger", "member.Payloads", "member.SingleProcess", "messaging.JsonLibrary",
			"messaging.ListenerMethods", "messaging.MessageDispatcher", "messaging.MessageEvent",
			"messaging.MessageEventListeners", "messaging.MessagePublisher", "scheduling.LeaderScheduling",
			// How the worker's context reports
			"worker.ConnectionShedder", "worker.JvmLoadSampler", "worker.LastResortExit", "worker.LeftoverLog",
			"worker.LoadSampler", "worker.PrimaryLostHandler", "worker.RemoteMessages", "worker.RemoteOperations",
			"worker.TrafficCounters", "worker.WarmUp", "worker.WorkerAgent",
			// The port, for the primary's context and for the web servers
			"socket.AcceptGate", "socket.InheritedListener", "socket.ListenerOrigin", "socket.ListenerPool",
			"socket.ListenerSource", "socket.OneSocket", "socket.PortReservation", "socket.PortTakenException",
			"socket.SharedListeners", "socket.SteeringUnavailableException",
			// Beans of the auto-configurations, and what Tomcat or Spring creates by name
			"web.KeepAliveShedder", "web.ListenerDrain", "web.MainPort", "web.OtherListenersCheck",
			"web.RequestCounters", "web.SessionWarning", "web.SharedPort", "web.SharedPortProtocol",
			"web.SharedPortJettyCustomizer", "web.SharedPortNettyCustomizer", "web.SharedPortRuntimeHints",
			"web.SharedPortTomcatCustomizer", "web.TemporaryFolders", "web.UnsupportedWebServerCustomizer",
			"web.WarmUpRequests",
			// The management server, for the primary's context
			"management.ClusterScrapes", "management.ManagedPrimary", "management.ManagementPortException",
			"management.ManagementRequirements", "management.ManagementServer",
			"management.ManagementUnavailableException", "management.PrometheusSource",
			// What a user may see in a stack trace
			"web.UnshareableConnectorException", "web.UnshareableListenerException",
			"web.UnsupportedWebServerException");

	@ArchTest
	final ArchRule coreKnowsNoFramework = classes().that(resideInCore())
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("io.clusterboot..", "java..", "jdk.net", "com.sun.management", "org.jspecify.annotations",
				"org.apache.commons.logging", "com.sun.jna");

	@ArchTest
	final ArchRule nativeCallsAreMadeByProcessAndSocketOnly = noClasses().that()
		.resideOutsideOfPackages("io.clusterboot.process", "io.clusterboot.socket")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("com.sun.jna..");

	@ArchTest
	final ArchRule packagesAreFreeOfCycles = slices().matching("(**)").should().beFreeOfCycles();

	@ArchTest
	final ArchRule arrowsGoOneWay = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("root")
		.definedBy(ROOT)
		.layer("supervisor")
		.definedBy("io.clusterboot.supervisor..")
		.layer("process")
		.definedBy("io.clusterboot.process..")
		.layer("cache")
		.definedBy("io.clusterboot.cache..")
		.layer("protocol")
		.definedBy("io.clusterboot.protocol..")
		.layer("member")
		.definedBy("io.clusterboot.member..")
		.layer("peer")
		.definedBy("io.clusterboot.peer..")
		.layer("messaging")
		.definedBy("io.clusterboot.messaging..")
		.layer("worker")
		.definedBy("io.clusterboot.worker..")
		.layer("socket")
		.definedBy("io.clusterboot.socket..")
		.layer("context")
		.definedBy("io.clusterboot.context..")
		.layer("web")
		.definedBy("io.clusterboot.web..")
		.layer("actuate")
		.definedBy("io.clusterboot.actuate..")
		.layer("health")
		.definedBy("io.clusterboot.health..")
		.layer("metrics")
		.definedBy("io.clusterboot.metrics..")
		.layer("member")
		.definedBy("io.clusterboot.member..")
		.layer("scheduling")
		.definedBy("io.clusterboot.scheduling..")
		.layer("management")
		.definedBy("io.clusterboot.management..")
		.layer("autoconfigure")
		.definedBy("io.clusterboot.autoconfigure..")
		.ensureAllClassesAreContainedInArchitectureIgnoring(resideInAPackage("com.example.."))
		.whereLayer("root")
		.mayNotAccessAnyLayer()
		.whereLayer("supervisor")
		.mayOnlyAccessLayers("root")
		.whereLayer("protocol")
		.mayOnlyAccessLayers("root")
		.whereLayer("socket")
		.mayOnlyAccessLayers("root")
		.whereLayer("member")
		.mayOnlyAccessLayers("root")
		.whereLayer("peer")
		.mayOnlyAccessLayers("root", "protocol")
		.whereLayer("messaging")
		.mayOnlyAccessLayers("root", "member")
		.whereLayer("worker")
		.mayOnlyAccessLayers("root", "protocol", "member")
		.whereLayer("process")
		.mayOnlyAccessLayers("root", "supervisor", "protocol")
		.whereLayer("cache")
		.mayOnlyAccessLayers("root", "process", "supervisor")
		.whereLayer("web")
		.mayOnlyAccessLayers("root", "socket", "worker")
		.whereLayer("actuate")
		.mayOnlyAccessLayers("root", "member", "peer", "metrics")
		.whereLayer("health")
		.mayOnlyAccessLayers("root")
		.whereLayer("metrics")
		.mayOnlyAccessLayers("root")
		.whereLayer("member")
		.mayOnlyAccessLayers("root")
		.whereLayer("scheduling")
		.mayOnlyAccessLayers("root", "member")
		.whereLayer("management")
		.mayOnlyAccessLayers("root", "member", "actuate", "health", "metrics", "peer")
		.whereLayer("autoconfigure")
		.mayNotBeAccessedByAnyLayer();

	@ArchTest
	final ArchRule conditionsBelongToAutoConfigurations = noClasses().that()
		.resideOutsideOfPackage("io.clusterboot.autoconfigure")
		.should()
		.dependOnClassesThat(resideInAPackage("org.springframework.boot.autoconfigure..")
			.and(JavaClass.Predicates.resideOutsideOfPackage("..preinitialize..")));

	@ArchTest
	final ArchRule autoConfigurationsArePublicFinal = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL)
		.andShould(havePublicConstructorOnly());

	@ArchTest
	final ArchRule configurationsProxyNoBeanMethods = classes().that()
		.areMetaAnnotatedWith(Configuration.class)
		.should(proxyNoBeanMethods());

	@ArchTest
	final ArchRule beanMethodsArePackagePrivate = methods().that()
		.areAnnotatedWith(Bean.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	void publicTypesAreThoseThatAreListed(JavaClasses classes) {
		assertThat(classes.stream()
			.filter(resideInListedPackages())
			.filter((type) -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
			.map(ArchitectureTests::shortName)).as("public types, each of which is a promise")
			.containsExactlyInAnyOrderElementsOf(PUBLIC_TYPES);
	}

	private static DescribedPredicate<JavaClass> resideInCore() {
		return JavaClass.Predicates
			.resideInAnyPackage(ROOT, "io.clusterboot.supervisor..", "io.clusterboot.process..",
					"io.clusterboot.cache..", "io.clusterboot.protocol..", "io.clusterboot.peer..",
					"io.clusterboot.worker..", "io.clusterboot.socket..", "io.clusterboot.member..")
			.as("reside in the core");
	}

	private static DescribedPredicate<JavaClass> resideInListedPackages() {
		return JavaClass.Predicates.resideInAnyPackage("io.clusterboot.supervisor..", "io.clusterboot.process..",
				"io.clusterboot.cache..", "io.clusterboot.protocol..", "io.clusterboot.peer..",
				"io.clusterboot.worker..", "io.clusterboot.socket..", "io.clusterboot.web..", "io.clusterboot.member..",
				"io.clusterboot.messaging..", "io.clusterboot.scheduling..", "io.clusterboot.management..");
	}

	private static String shortName(JavaClass type) {
		return type.getName().substring(ROOT.length() + 1);
	}

	private static ArchCondition<JavaClass> havePublicConstructorOnly() {
		return condition("have no public member but the constructor",
				(type, events) -> type.getMembers()
					.stream()
					.filter((member) -> member.getModifiers().contains(JavaModifier.PUBLIC) && !isConstructor(member))
					.forEach((member) -> events
						.add(SimpleConditionEvent.violated(member, member.getFullName() + " is public"))));
	}

	private static boolean isConstructor(JavaMember member) {
		return member.getName().equals("<init>");
	}

	private static ArchCondition<JavaClass> proxyNoBeanMethods() {
		return condition("have proxyBeanMethods = false",
				(type, events) -> type.tryGetAnnotationOfType(Configuration.class)
					.filter(Configuration::proxyBeanMethods)
					.ifPresent((annotation) -> events
						.add(SimpleConditionEvent.violated(type, type.getName() + " proxies its bean methods"))));
	}

	private static ArchCondition<JavaClass> condition(String description, Check check) {
		return new ArchCondition<>(description) {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				check.check(type, events);
			}

		};
	}

	/**
	 * Looks at one class and says what is wrong with it.
	 */
	@FunctionalInterface
	private interface Check {

		void check(JavaClass type, ConditionEvents events);

	}

}
