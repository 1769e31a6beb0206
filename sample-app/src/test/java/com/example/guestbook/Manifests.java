package com.example.guestbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;

/**
 * What lies in {@code k8s}, as Kubernetes' own types. A field that they do not have, or
 * that is there twice, cannot be read.
 *
 * @param deployment the pods
 * @param service their address
 * @param autoscaler how many there are
 * @param budget how many may be missing
 * @param monitor how they are scraped
 * @param resources the files that are applied together
 */
record Manifests(Deployment deployment, Service service, HorizontalPodAutoscaler autoscaler, PodDisruptionBudget budget,
		PodMonitor monitor, List<?> resources) {

	private static final Path FOLDER = Path.of("k8s");

	private static final YAMLMapper yaml = YAMLMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
		.annotationIntrospector(new WithoutAdditionalProperties())
		.build();

	/**
	 * Read the files.
	 * @param change gives what is to be read for the name of a file and what is in it
	 * @return the manifests
	 */
	static Manifests read(BinaryOperator<String> change) {
		return new Manifests(read("deployment.yaml", Deployment.class, change),
				read("service.yaml", Service.class, change), read("hpa.yaml", HorizontalPodAutoscaler.class, change),
				read("poddisruptionbudget.yaml", PodDisruptionBudget.class, change),
				read("podmonitor.yaml", PodMonitor.class, change),
				(List<?>) parse("kustomization.yaml", Map.class, change).get("resources"));
	}

	private static <T extends HasMetadata> T read(String file, Class<T> type, BinaryOperator<String> change) {
		T resource = parse(file, type, change);
		String expected = HasMetadata.getApiVersion(type) + " " + HasMetadata.getKind(type);
		String actual = resource.getApiVersion() + " " + resource.getKind();
		if (!actual.equals(expected)) {
			throw new IllegalArgumentException(file + " is a " + actual + " instead of a " + expected);
		}
		return resource;
	}

	private static <T> T parse(String file, Class<T> type, BinaryOperator<String> change) {
		try (MappingIterator<T> documents = yaml.readerFor(type)
			.readValues(change.apply(file, Files.readString(FOLDER.resolve(file))))) {
			List<T> all = documents.readAll();
			if (all.size() != 1) {
				throw new IllegalArgumentException(file + " has " + all.size() + " documents instead of one");
			}
			return all.get(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file + ": " + ex.getMessage(), ex);
		}
	}

	/**
	 * Has Jackson refuse what the types would take as additional properties.
	 */
	private static final class WithoutAdditionalProperties extends JacksonAnnotationIntrospector {

		private static final long serialVersionUID = 1;

		@Override
		public Boolean hasAnySetter(Annotated annotated) {
			return Boolean.FALSE;
		}

	}

}
