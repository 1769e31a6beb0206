package io.clusterboot.scheduling;

import java.lang.reflect.Method;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

import io.clusterboot.member.LeaderGate;

/**
 * Schedules methods as Spring does, in every worker, and lets those that the leader alone
 * runs pass the gate each time. So a worker that becomes the leader goes on at the next
 * turn, and no schedule starts anew.
 */
class LeaderScheduledProcessor extends ScheduledAnnotationBeanPostProcessor {

	private final LeaderRule rule;

	private final LeaderTaskRegistrar registrar;

	LeaderScheduledProcessor(LeaderGate gate, LeaderRule rule) {
		this(rule, new LeaderTaskRegistrar(gate, rule));
	}

	private LeaderScheduledProcessor(LeaderRule rule, LeaderTaskRegistrar registrar) {
		super(registrar);
		this.rule = rule;
		this.registrar = registrar;
	}

	@Override
	protected void processScheduled(Scheduled scheduled, Method method, Object bean) {
		boolean leaderOnly = this.rule.isLeaderOnly(this.rule.isLeaderByDefault(), method,
				AopProxyUtils.ultimateTargetClass(bean));
		this.registrar.decide(leaderOnly, () -> super.processScheduled(scheduled, method, bean));
	}

}
