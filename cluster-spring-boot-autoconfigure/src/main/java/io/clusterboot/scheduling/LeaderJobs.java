package io.clusterboot.scheduling;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.quartz.ListenerManager;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SchedulerMetaData;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

import io.clusterboot.member.LeaderGate;

/**
 * Has each scheduler of Quartz that keeps its jobs in memory fire them as always, in
 * every worker, and lets those that the leader alone runs pass the gate each time. A
 * scheduler with a store that processes share is left alone: Quartz then decides itself
 * which process runs a job, and what is refused in one would be lost for all.
 * <p>
 * The schedulers are not held in standby meanwhile: whoever leads next would find the
 * triggers of that time misfired, and run again what has run. As they go on, nothing
 * misfires for want of leadership, and Quartz's own rules for misfires stay as they are.
 */
class LeaderJobs implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(LeaderJobs.class);

	private final LeaderGate gate;

	private final LeaderRule rule;

	private final List<LeaderJobListener> listeners = new CopyOnWriteArrayList<>();

	LeaderJobs(LeaderGate gate, LeaderRule rule) {
		this.gate = gate;
		this.rule = rule;
	}

	/**
	 * Take note that the application has started: what is scheduled from now on is this
	 * worker's own.
	 */
	void applicationStarted() {
		this.listeners.forEach(LeaderJobListener::applicationStarted);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		try {
			if (bean instanceof SchedulerFactoryBean factory) {
				register(factory.getScheduler());
			}
			else if (bean instanceof Scheduler scheduler) {
				register(scheduler);
			}
		}
		catch (SchedulerException ex) {
			throw new IllegalStateException("Jobs of '" + beanName + "' cannot be left to the leader", ex);
		}
		return bean;
	}

	private void register(Scheduler scheduler) throws SchedulerException {
		SchedulerMetaData metaData = scheduler.getMetaData();
		if (metaData.isSchedulerRemote()) {
			return;
		}
		if (!metaData.isJobStoreSupportsPersistence()) {
			listen(scheduler);
		}
		else if (!metaData.isJobStoreClustered()) {
			logger.warn("The workers share the job store of Quartz scheduler '" + scheduler.getSchedulerName()
					+ "', which does not expect it: set org.quartz.jobStore.isClustered=true "
					+ "and org.quartz.scheduler.instanceId=AUTO");
		}
	}

	private void listen(Scheduler scheduler) throws SchedulerException {
		ListenerManager manager = scheduler.getListenerManager();
		if (manager.getJobListener(LeaderJobListener.NAME) != null) {
			// The scheduler of a factory comes twice.
			return;
		}
		LeaderJobListener listener = new LeaderJobListener(scheduler, this.gate, this.rule);
		this.listeners.add(listener);
		manager.addTriggerListener(listener);
		manager.addJobListener(listener);
		if (this.rule.isApplicationStarted()) {
			listener.applicationStarted();
		}
	}

}
