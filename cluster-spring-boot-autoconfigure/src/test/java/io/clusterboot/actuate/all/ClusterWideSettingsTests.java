package io.clusterboot.actuate.all;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterWideSettings}.
 */
class ClusterWideSettingsTests {

	@Test
	void ofWhenNothingIsSetHasDefaults() {
		ClusterWideSettings settings = settings();
		assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(settings.silence()).isEqualTo(Duration.ofSeconds(2));
		assertThat(settings.broadcast()).isEmpty();
		assertThat(settings.roles()).isEmpty();
	}

	@Test
	void ofWhenSetHasWhatIsSet() {
		ClusterWideSettings settings = settings("cluster.management.timeout=500ms", "cluster.heartbeat.park-after=7s",
				"cluster.management.broadcast=greeting,flags", "management.endpoint.loggers.access=read-only");
		assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(500));
		assertThat(settings.silence()).isEqualTo(Duration.ofSeconds(7));
		assertThat(settings.broadcast()).containsExactlyInAnyOrder("greeting", "flags");
		assertThat(settings.roles()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "env.roles=ADMIN,actuator:read", "env.roles= ADMIN , actuator:read",
			"env.roles[0]=ADMIN;configprops.roles[1]=actuator:read", "env.roles[0]=ADMIN;env.roles[1]=actuator:read",
			"health.roles=ADMIN;health.group.inner.roles=actuator:read",
			"health.group.inner.roles[0]=ADMIN;health.group.inner.roles[1]=actuator:read",
			"env.roles=ADMIN;quartz.roles=actuator:read" })
	void rolesInAnyFormAreFound(String properties) {
		String[] pairs = properties.split(";");
		for (int i = 0; i < pairs.length; i++) {
			pairs[i] = "management.endpoint." + pairs[i];
		}
		assertThat(settings(pairs).roles()).containsExactlyInAnyOrder("ADMIN", "actuator:read");
	}

	@Test
	void rolesWhenVariablesAreFound() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					Map.of("MANAGEMENT_ENDPOINT_ENV_ROLES", "ADMIN", "MANAGEMENT_ENDPOINT_HEALTH_ROLES_0", "OPS")));
		assertThat(ClusterWideSettings.of(environment).roles()).containsExactlyInAnyOrder("ADMIN", "OPS");
	}

	private static ClusterWideSettings settings(String... properties) {
		MockEnvironment environment = new MockEnvironment();
		for (String property : properties) {
			environment.setProperty(property.substring(0, property.indexOf('=')),
					property.substring(property.indexOf('=') + 1));
		}
		return ClusterWideSettings.of(environment);
	}

}
