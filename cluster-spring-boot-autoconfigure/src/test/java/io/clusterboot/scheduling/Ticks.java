package io.clusterboot.scheduling;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;

/**
 * Notes what ran.
 */
class Ticks {

	private static final Duration SOON = Duration.ofSeconds(5);

	private final List<String> names = new CopyOnWriteArrayList<>();

	void add(String name) {
		this.names.add(name);
	}

	List<String> names() {
		return this.names;
	}

	/**
	 * Forget all and wait until what runs everywhere has run a few times, so that
	 * anything else that runs would have run, too. Twice, because a run that had begun
	 * before may be noted late.
	 * @param everywhere what runs everywhere
	 * @return what ran
	 */
	List<String> anew(String everywhere) {
		for (int i = 0; i < 2; i++) {
			this.names.clear();
			await(everywhere, 5);
		}
		return this.names;
	}

	void await(String name) {
		await(name, 1);
	}

	void await(String name, int count) {
		Awaitility.await(name)
			.atMost(SOON)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> this.names.stream().filter(name::equals).count() >= count);
	}

}
