package io.clusterboot.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the workers share their port.
 */
enum Mode {

	REUSEPORT("--cluster.listen=reuseport"), UNSTEERED("--cluster.listen=reuseport", "--cluster.steering=off"),
	SHARED("--cluster.listen=shared");

	private final List<String> arguments;

	Mode(String... arguments) {
		this.arguments = List.of(arguments);
	}

	/**
	 * Return the modes to compare.
	 * @return those that the user names, or all
	 */
	static List<Mode> wanted() {
		return Soak.options("modes", List.of("REUSEPORT", "UNSTEERED", "SHARED")).stream().map(Mode::valueOf).toList();
	}

	/**
	 * Start a cluster whose workers have full shares from the beginning.
	 * @param workers number of workers
	 * @return the cluster
	 */
	Target start(int workers) {
		List<String> arguments = new ArrayList<>(this.arguments);
		arguments.add("--cluster.slow-start=0s");
		arguments.add("--cluster.restart.limit=1000");
		arguments.add("--cluster.restart.max-backoff=200ms");
		return Target.loaded(workers, arguments);
	}

	String title() {
		return name().toLowerCase(Locale.ROOT);
	}

}
