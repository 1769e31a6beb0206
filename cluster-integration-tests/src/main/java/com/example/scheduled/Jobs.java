package com.example.scheduled;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

import io.clusterboot.Cluster;
import io.clusterboot.ClusterLeaderChangedEvent;
import io.clusterboot.ClusterLeaderOnly;
import io.clusterboot.OnEveryWorker;

/**
 * Prints which worker runs what, one line each.
 */
@Component
class Jobs implements SchedulingConfigurer {

	private final CountDownLatch never = new CountDownLatch(1);

	private final Cluster cluster;

	private final int ordinal;

	private final long duration;

	Jobs(Cluster cluster, @Value("${cluster.worker.ordinal:-1}") int ordinal,
			@Value("${tick.duration:0}") long duration) {
		this.cluster = cluster;
		this.ordinal = ordinal;
		this.duration = duration;
	}

	@Scheduled(fixedRate = 200)
	void tick() throws InterruptedException {
		long begin = System.currentTimeMillis();
		if (this.duration > 0) {
			System.out.println("TICKING " + this.ordinal);
		}
		this.never.await(this.duration, TimeUnit.MILLISECONDS);
		System.out.println("TICK " + this.ordinal + " from " + begin + " to " + System.currentTimeMillis());
	}

	@Scheduled(fixedRate = 200)
	@OnEveryWorker
	void every() {
		System.out.println("EVERY " + this.ordinal);
	}

	@Scheduled(fixedRate = 200)
	@ClusterLeaderOnly
	void leader() {
		System.out.println("LEADERONLY " + this.ordinal);
	}

	@Scheduled(fixedRate = 3_600_000)
	void rare() {
		System.out.println("RARE " + this.ordinal);
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar registrar) {
		registrar.addFixedRateTask(() -> System.out.println("REGISTERED " + this.ordinal), Duration.ofMillis(200));
	}

	@EventListener
	void leaderChanged(ClusterLeaderChangedEvent event) {
		String leader = (event.leader() != null) ? "worker " + event.leader().id() : "nobody";
		System.out.println(
				"LED by " + leader + ", heard by worker " + this.ordinal + ", which leads: " + this.cluster.isLeader());
	}

}
