package io.clusterboot.scheduling;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

import io.clusterboot.ClusterLeaderOnly;
import io.clusterboot.OnEveryWorker;
import io.clusterboot.member.LeaderGate;

/**
 * Schedules methods as Spring does, in every worker, and lets those that the leader alone
 * runs pass the gate each time. So a worker that becomes the leader goes on at the next
 * turn, and no schedule starts anew.
 */
class LeaderScheduledProcessor extends ScheduledAnnotationBeanPostProcessor {

	private final LeaderGate gate;

	private final boolean leaderByDefault;

	private final ScheduledTaskRegistrar registrar;

	LeaderScheduledProcessor(LeaderGate gate, boolean leaderByDefault) {
		this(gate, leaderByDefault, new ScheduledTaskRegistrar());
	}

	private LeaderScheduledProcessor(LeaderGate gate, boolean leaderByDefault, ScheduledTaskRegistrar registrar) {
		super(registrar);
		this.gate = gate;
		this.leaderByDefault = leaderByDefault;
		this.registrar = registrar;
	}

	@Override
	protected Runnable createRunnable(Object target, Method method, @Nullable String qualifier) {
		Runnable runnable = super.createRunnable(target, method, qualifier);
		return isLeaderOnly(target, method) ? new LeaderTask(runnable, this.gate, this::runSoon) : runnable;
	}

	@Override
	protected void processScheduled(Scheduled scheduled, Method method, Object bean) {
		if (isReactive(method) && isLeaderOnly(bean, method)) {
			this.logger.warn(method.getDeclaringClass().getName() + "." + method.getName()
					+ " returns a reactive type; it is scheduled in every worker, not in the leader alone");
		}
		super.processScheduled(scheduled, method, bean);
	}

	private boolean isLeaderOnly(Object target, Method method) {
		Boolean said = said(method);
		if (said == null) {
			said = said(AopProxyUtils.ultimateTargetClass(target));
		}
		return (said != null) ? said : this.leaderByDefault;
	}

	private @Nullable Boolean said(AnnotatedElement element) {
		if (AnnotatedElementUtils.hasAnnotation(element, ClusterLeaderOnly.class)) {
			return true;
		}
		return AnnotatedElementUtils.hasAnnotation(element, OnEveryWorker.class) ? false : null;
	}

	private boolean isReactive(Method method) {
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(method.getReturnType());
		return KotlinDetector.isSuspendingFunction(method) || (adapter != null && adapter.getDescriptor().isDeferred());
	}

	private void runSoon(Runnable task) {
		TaskScheduler scheduler = this.registrar.getScheduler();
		if (scheduler != null) {
			scheduler.schedule(task, Clock.systemUTC().instant());
		}
	}

}
