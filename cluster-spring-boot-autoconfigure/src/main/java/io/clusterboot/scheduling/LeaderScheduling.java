package io.clusterboot.scheduling;

import java.util.List;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.scheduling.config.TaskManagementConfigUtils;
import org.springframework.util.ClassUtils;

import io.clusterboot.member.LeaderGate;

/**
 * Has the processor of scheduled methods, in an application that has one, created as one
 * that knows the leader. All else about it stays as the application, or what was
 * generated ahead of time, defines it. Jobs of Quartz likewise.
 *
 * @since 0.1.0
 */
public final class LeaderScheduling implements BeanFactoryPostProcessor {

	private static final String PROCESSOR = TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME;

	private static final List<String> QUARTZ = List.of("org.quartz.Scheduler",
			"org.springframework.scheduling.quartz.SchedulerFactoryBean");

	private final LeaderGate gate;

	private final LeaderRule rule;

	private Runnable onApplicationStarted = () -> {
	};

	/**
	 * Create a new {@link LeaderScheduling} instance.
	 * @param gate lets through what the leader alone runs
	 * @param leaderByDefault whether a method that says nothing runs in the leader alone
	 */
	public LeaderScheduling(LeaderGate gate, boolean leaderByDefault) {
		this.gate = gate;
		this.rule = new LeaderRule(leaderByDefault);
	}

	/**
	 * Take note that the application has started: what is scheduled from now on is this
	 * worker's own.
	 */
	public void applicationStarted() {
		this.onApplicationStarted.run();
		this.rule.applicationStarted();
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.containsBeanDefinition(PROCESSOR)
				&& beanFactory.getBeanDefinition(PROCESSOR) instanceof AbstractBeanDefinition definition) {
			definition.setInstanceSupplier(() -> new LeaderScheduledProcessor(this.gate, this.rule));
		}
		ClassLoader classLoader = beanFactory.getBeanClassLoader();
		if (QUARTZ.stream().allMatch((type) -> ClassUtils.isPresent(type, classLoader))) {
			LeaderJobs jobs = new LeaderJobs(this.gate, this.rule);
			beanFactory.addBeanPostProcessor(jobs);
			this.onApplicationStarted = jobs::applicationStarted;
		}
	}

}
