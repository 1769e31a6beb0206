package io.clusterboot.management;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointWebExtension;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.SystemHealthDescriptor;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.util.ObjectUtils;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.health.ClusterHealthIndicator;

/**
 * The health of the cluster, and the probes: the primary is alive while its supervisor
 * answers, and ready while any worker serves.
 */
final class HealthResource implements Resource {

	private static final String LIVENESS = "livenessState";

	private static final String READINESS = "readinessState";

	private final ManagedPrimary primary;

	private final HealthEndpointWebExtension endpoint;

	private final JsonAnswers answers;

	HealthResource(ManagedPrimary primary, HealthEndpointProperties properties, JsonAnswers answers) {
		this.primary = primary;
		this.answers = answers;
		HealthEndpointGroups groups = HealthEndpointGroups.of(HealthGroup.of("cluster", properties),
				Map.of("liveness", HealthGroup.probe(LIVENESS), "readiness", HealthGroup.probe(READINESS)));
		this.endpoint = new HealthEndpointWebExtension(contributors(), null, groups,
				properties.getLogging().getSlowIndicatorThreshold());
	}

	private HealthContributorRegistry contributors() {
		HealthContributorRegistry contributors = new DefaultHealthContributorRegistry();
		contributors.registerContributor("cluster",
				new ClusterHealthIndicator(this.primary.sources(), this.primary::restartLimit));
		HealthIndicator liveness = () -> Health.status(isAlive() ? Status.UP : Status.DOWN).build();
		HealthIndicator readiness = () -> Health.status(isReady() ? Status.UP : Status.OUT_OF_SERVICE).build();
		contributors.registerContributor(LIVENESS, liveness);
		contributors.registerContributor(READINESS, readiness);
		return contributors;
	}

	private boolean isAlive() {
		return !this.primary.started().getAsBoolean() || status() != null;
	}

	private boolean isReady() {
		ClusterStatus status = status();
		return status != null && status.readyWorkers() > 0;
	}

	private @Nullable ClusterStatus status() {
		try {
			return this.primary.source().status();
		}
		catch (ClusterUnavailableException ex) {
			return null;
		}
	}

	@Override
	public List<String> methods(List<String> path) {
		// Boot's endpoint fails on what would be part of a component that is not there.
		return (path.size() <= 1) ? List.of("GET") : List.of();
	}

	@Override
	public Answer answer(Request request, List<String> path, String contentType) throws Exception {
		boolean second = contentType.equals(ApiVersion.V2.getProducedMimeType().toString());
		WebEndpointResponse<HealthDescriptor> response = this.endpoint.health(second ? ApiVersion.V2 : ApiVersion.V3,
				WebServerNamespace.MANAGEMENT, SecurityContext.NONE, false, path.toArray(String[]::new));
		HealthDescriptor health = response.getBody();
		return (health != null) ? this.answers.of(response.getStatus(), json(health), contentType)
				: Answer.empty(response.getStatus());
	}

	/**
	 * Return what any mapper writes as Jackson would write the descriptor.
	 * @param health the descriptor
	 * @return its JSON
	 */
	private Map<String, Object> json(HealthDescriptor health) {
		Map<String, Object> json = new LinkedHashMap<>();
		put(json, "description", health.getStatus().getDescription());
		json.put("status", health.getStatus().getCode());
		if (health instanceof CompositeHealthDescriptor composite) {
			put(json, "components", json(composite.getComponents()));
			put(json, "details", json(composite.getDetails()));
		}
		if (health instanceof SystemHealthDescriptor system) {
			put(json, "groups", system.getGroups());
		}
		if (health instanceof IndicatedHealthDescriptor indicated) {
			put(json, "details", indicated.getDetails());
		}
		return json;
	}

	private void put(Map<String, Object> json, String name, @Nullable Object value) {
		if (!ObjectUtils.isEmpty(value)) {
			json.put(name, value);
		}
	}

	private Map<String, Object> json(@Nullable Map<String, HealthDescriptor> components) {
		Map<String, Object> json = new LinkedHashMap<>();
		if (components != null) {
			components.forEach((name, component) -> json.put(name, json(component)));
		}
		return json;
	}

	@Override
	public Map<String, String> links() {
		Map<String, String> links = new LinkedHashMap<>();
		links.put("", "");
		links.put("-path", "/{*path}");
		return links;
	}

}
