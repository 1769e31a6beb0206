package io.clusterboot.management;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointProperties;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthEndpointGroup} of one contributor alone.
 *
 * @param member name of the contributor
 * @param components when to show it
 * @param details when to show its details
 * @param codes HTTP status by status in a uniform writing, empty for the usual ones
 */
record HealthGroup(String member, Show components, Show details,
		Map<String, Integer> codes) implements HealthEndpointGroup {

	static HealthGroup of(String member, HealthEndpointProperties properties) {
		Show components = properties.getShowComponents();
		Map<String, Integer> codes = new TreeMap<>();
		properties.getStatus().getHttpMapping().forEach((status, code) -> codes.put(uniform(status), code));
		return new HealthGroup(member, (components != null) ? components : properties.getShowDetails(),
				properties.getShowDetails(), codes);
	}

	static HealthGroup probe(String member) {
		return new HealthGroup(member, Show.NEVER, Show.NEVER, Map.of());
	}

	private static String uniform(String status) {
		return status.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

	@Override
	public boolean isMember(String name) {
		return this.member.equals(name);
	}

	@Override
	public boolean showComponents(SecurityContext securityContext) {
		return this.components == Show.ALWAYS;
	}

	@Override
	public boolean showDetails(SecurityContext securityContext) {
		return this.details == Show.ALWAYS;
	}

	/**
	 * Return what makes one status of all, of which there is one.
	 */
	@Override
	public StatusAggregator getStatusAggregator() {
		return (statuses) -> statuses.stream().findFirst().orElse(Status.UNKNOWN);
	}

	@Override
	public HttpCodeStatusMapper getHttpCodeStatusMapper() {
		return (status) -> this.codes.isEmpty() ? usual(status)
				: this.codes.getOrDefault(uniform(status.getCode()), WebEndpointResponse.STATUS_OK);
	}

	private static int usual(Status status) {
		return (Status.DOWN.equals(status) || Status.OUT_OF_SERVICE.equals(status))
				? WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE : WebEndpointResponse.STATUS_OK;
	}

	@Override
	public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
		return null;
	}

}
