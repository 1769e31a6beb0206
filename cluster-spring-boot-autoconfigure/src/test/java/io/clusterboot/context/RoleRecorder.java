package io.clusterboot.context;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Run listener that decides the role of a run for a test, where the test asks for it, and
 * prints it. A run that would be clustered is abandoned.
 */
class RoleRecorder implements SpringApplicationRunListener, Ordered {

	static final String ENABLED = "clusterboot.test.record-role";

	static final List<Role> ROLES = new CopyOnWriteArrayList<>();

	private final SpringApplication application;

	RoleRecorder(SpringApplication application) {
		this.application = application;
	}

	@Override
	public void environmentPrepared(ConfigurableBootstrapContext bootstrapContext,
			ConfigurableEnvironment environment) {
		if (!environment.getProperty(ENABLED, Boolean.class, false)) {
			return;
		}
		Role role = new RoleDecision().decide(this.application, environment);
		ROLES.add(role);
		System.out.println("ROLE " + role);
		if (!(role instanceof Role.Single)) {
			throw new SpringApplication.AbandonedRunException();
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
