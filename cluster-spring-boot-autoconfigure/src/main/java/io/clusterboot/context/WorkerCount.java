package io.clusterboot.context;

import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * How many workers to fork.
 *
 * @param workers number of workers, at least 1
 * @param arithmetic how "auto" came to the number, null where the user gave it
 */
record WorkerCount(int workers, @Nullable String arithmetic) {

	/** Largest number of workers that may be asked for. */
	static final int MAX = 1024;

	private static final double GIB = 1024 * 1024 * 1024;

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

	/**
	 * Return how many workers the properties ask for.
	 * @param properties properties of which {@code cluster.workers} is valid
	 * @param resources what there is to share
	 * @return the number of workers
	 * @throws InsufficientMemoryException if the number that is asked for does not fit
	 */
	static WorkerCount resolve(ClusterProperties properties, Resources resources) {
		String workers = properties.getWorkers();
		Assert.state(workers != null, "'cluster.workers' must be set");
		HeapPlan heap = HeapPlan.of(properties.getJvm(), resources);
		if (isAuto(workers)) {
			return auto(properties.getMaxWorkers(), resources, heap.workers());
		}
		WorkerCount count = new WorkerCount(Integer.parseInt(workers.trim()), null);
		heap.check(count.workers());
		return count;
	}

	static boolean isAuto(String workers) {
		return workers.trim().equalsIgnoreCase("auto");
	}

	static boolean isValid(String workers) {
		return isAuto(workers) || isValidNumber(workers.trim());
	}

	private static boolean isValidNumber(String text) {
		return NUMBER.matcher(text).matches() && isValid(Integer.parseInt(text));
	}

	static boolean isValid(int workers) {
		return workers >= 1 && workers <= MAX;
	}

	private static WorkerCount auto(int maxWorkers, Resources resources, long byMemory) {
		long allowed = Math.min(resources.processors(), byMemory);
		String arithmetic = arithmetic(resources, byMemory);
		if (allowed > maxWorkers) {
			return new WorkerCount(maxWorkers, arithmetic + ", cluster.max-workers allows " + maxWorkers);
		}
		return (allowed < 1) ? new WorkerCount(1, arithmetic + ", the least is 1")
				: new WorkerCount((int) allowed, arithmetic);
	}

	private static String arithmetic(Resources resources, long byMemory) {
		return String.format(Locale.ROOT, "auto: %d %s, %.1f GiB memory allow %d", resources.processors(),
				(resources.processors() != 1) ? "processors" : "processor", resources.memory() / GIB, byMemory);
	}

}
