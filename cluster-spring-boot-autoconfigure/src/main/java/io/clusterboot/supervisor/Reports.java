package io.clusterboot.supervisor;

import java.time.Instant;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;

/**
 * Takes what workers say of themselves over their control channels. What is said of a
 * process that does not hold its slot any more is ignored.
 */
final class Reports {

	private static final Log logger = LogFactory.getLog(Reports.class);

	private final Slots slots;

	private final Chronicle chronicle;

	private final Milestones milestones;

	private final Watchdog watchdog;

	private final Leadership leadership;

	private final Traffic traffic;

	private final Tally tally;

	/**
	 * Create a new {@link Reports} instance.
	 * @param slots the slots
	 * @param chronicle told of each step
	 * @param milestones told of workers that are ready
	 * @param watchdog told of heartbeats
	 * @param leadership told of a leader that gave up
	 * @param traffic told of workers that join
	 * @param tally told how long starts took
	 */
	Reports(Slots slots, Chronicle chronicle, Milestones milestones, Watchdog watchdog, Leadership leadership,
			Traffic traffic, Tally tally) {
		this.tally = tally;
		this.traffic = traffic;
		this.slots = slots;
		this.chronicle = chronicle;
		this.milestones = milestones;
		this.watchdog = watchdog;
		this.leadership = leadership;
	}

	void online(long id) {
		find(id, (handle) -> this.chronicle.online(handle.run()));
	}

	void listening(long id, String address, int port) {
		find(id, (handle) -> {
			this.traffic.listening(handle.run(), port);
			this.chronicle.listening(handle.run(), address, port);
		});
	}

	void ready(long id, Instant now) {
		find(id, (handle) -> {
			handle.run().refusing(false);
			if (handle.is(WorkerState.STARTING) && !handle.run().isCondemned()) {
				handle.ready(now);
				this.tally.ready(handle.run(), now);
				this.traffic.join(handle.run());
				this.traffic.direct(now);
				// Whoever reads this may connect.
				logger.info(handle.name() + " ready in " + Words.seconds(handle.run().uptime(now), 2));
				this.chronicle.ready(handle.run());
				this.milestones.workerReady(this.slots.all());
			}
		});
	}

	void refusing(long id, Instant now) {
		find(id, (handle) -> {
			handle.run().refusing(true);
			this.traffic.direct(now);
		});
	}

	void leadershipReleased(long id) {
		this.leadership.released(id);
	}

	void heartbeat(long id, WorkerLoad load, Instant now) {
		find(id, (handle) -> {
			handle.run().signs().heartbeat(load, now);
			this.watchdog.heard(handle);
		});
	}

	void disconnected(long id, Instant now) {
		find(id, (handle) -> handle.run().signs().disconnected(now));
		this.chronicle.disconnected(id);
	}

	private void find(long id, Consumer<WorkerHandle> action) {
		this.slots.find(id).ifPresent(action);
	}

}
