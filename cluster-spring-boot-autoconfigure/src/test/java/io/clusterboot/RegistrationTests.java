package io.clusterboot;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import io.clusterboot.metrics.prometheus.SnapshotFormatException;
import io.clusterboot.peer.PeerFailureException;
import io.clusterboot.protocol.ControlChannelException;
import io.clusterboot.protocol.ProtocolException;
import io.clusterboot.socket.PortTakenException;
import io.clusterboot.socket.SteeringUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what Spring Boot finds by the files in {@code META-INF}.
 */
@Tag("once")
class RegistrationTests {

	/**
	 * Exceptions that reach no failure report, and why.
	 */
	private static final Map<Class<?>, String> NOT_FOR_USERS = Map.of(PortTakenException.class,
			"becomes Boot's own PortInUseException", ProtocolException.class, "closes one connection",
			ControlChannelException.class, "tells a worker that its primary is gone", ClusterUnavailableException.class,
			"answered by the endpoint", ClusterOperationException.class, "the answer to a caller",
			ClusterConflictException.class, "the answer to a caller", ClusterMessageException.class,
			"the answer to a caller", SteeringUnavailableException.class, "the status says why",
			PeerFailureException.class, "the answer to a worker", SnapshotFormatException.class, "logged");

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.clusterboot");

	@Test
	void factoriesExistAndHaveTheirType() throws Exception {
		for (Map.Entry<Object, Object> entry : factories().entrySet()) {
			Class<?> type = Class.forName((String) entry.getKey());
			for (String name : names(entry.getValue())) {
				assertThat(type).isAssignableFrom(Class.forName(name));
			}
		}
	}

	@Test
	void failureAnalyzersAreRegistered() throws IOException {
		Set<String> analyzers = assignable(FailureAnalyzer.class);
		assertThat(analyzers).isNotEmpty();
		assertThat(names(factories().get(FailureAnalyzer.class.getName())))
			.containsExactlyInAnyOrderElementsOf(analyzers);
	}

	@Test
	void exceptionsHaveFailureAnalyzer() {
		Set<String> analyzed = this.classes.stream()
			.filter((type) -> type.isAssignableTo(AbstractFailureAnalyzer.class))
			.map((type) -> ResolvableType.forClass(AbstractFailureAnalyzer.class, type.reflect()).getGeneric())
			.map((cause) -> cause.toClass().getName())
			.collect(Collectors.toSet());
		Set<String> exceptions = assignable(Throwable.class);
		NOT_FOR_USERS.keySet().forEach((type) -> assertThat(exceptions.remove(type.getName())).isTrue());
		assertThat(exceptions).isNotEmpty();
		assertThat(analyzed).containsAll(exceptions);
	}

	@Test
	void autoConfigurationsAreRegistered() {
		assertThat(imports(AutoConfiguration.class))
			.containsExactlyInAnyOrderElementsOf(annotated(AutoConfiguration.class));
	}

	@Test
	void managementContextConfigurationsAreRegistered() {
		assertThat(imports(ManagementContextConfiguration.class))
			.containsExactlyInAnyOrderElementsOf(annotated(ManagementContextConfiguration.class));
	}

	private Set<String> assignable(Class<?> type) {
		return this.classes.stream()
			.filter((candidate) -> candidate.isAssignableTo(type))
			.map(JavaClass::getName)
			.collect(Collectors.toSet());
	}

	private Set<String> annotated(Class<? extends Annotation> annotation) {
		Set<String> annotated = this.classes.stream()
			.filter((candidate) -> candidate.isAnnotatedWith(annotation))
			.map(JavaClass::getName)
			.collect(Collectors.toSet());
		assertThat(annotated).isNotEmpty();
		return annotated;
	}

	private List<String> imports(Class<?> annotation) {
		return ImportCandidates.load(annotation, getClass().getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.clusterboot."))
			.toList();
	}

	private Properties factories() throws IOException {
		for (URL location : Collections.list(getClass().getClassLoader().getResources("META-INF/spring.factories"))) {
			Properties factories = PropertiesLoaderUtils.loadProperties(new UrlResource(location));
			if (factories.values().stream().anyMatch((names) -> names.toString().contains("ClusterRunListener"))) {
				return factories;
			}
		}
		throw new AssertionError("no spring.factories of this module");
	}

	private List<String> names(Object value) {
		return Arrays.stream(String.valueOf(value).split(",")).map(String::strip).toList();
	}

}
