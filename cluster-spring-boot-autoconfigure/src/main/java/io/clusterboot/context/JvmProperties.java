package io.clusterboot.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The worker's JVM.
 *
 * @since 0.1.0
 */
public class JvmProperties {

	/**
	 * YAML reads an {@code off} without quotes as false.
	 */
	private static final List<String> OFF = List.of("off", "false");

	/**
	 * JVM options added to each worker. "{ordinal}", "{id}" and "{generation}" are
	 * replaced by the worker's own.
	 */
	private final List<String> args = new ArrayList<>();

	/**
	 * Largest heap of each worker: "auto" divides the heap that the options of the
	 * primary name, or 60 % of the memory, by the number of workers and one more;
	 * "inherit" gives each what the options name; or a size.
	 */
	private String heap = "auto";

	/**
	 * Number of processors that the JVM of each worker reckons with, and makes threads
	 * for: "auto" divides the available ones by the number of workers, rounded up;
	 * "inherit" shows each all; or a number.
	 */
	private String cpus = "auto";

	/**
	 * Whether each worker runs on a processor of its own: "auto" has it do so while all
	 * workers serve and there are as many as processors, unless a quota limits the time
	 * on them; or "off".
	 */
	private String affinity = "auto";

	/**
	 * What workers share on disk, their jar unpacked and an archive of its classes:
	 * "auto" finds a folder for it; "off"; or the absolute path of a folder.
	 */
	private String cache = "auto";

	/**
	 * Return whether workers are to share anything on disk.
	 * @return whether they are
	 */
	boolean caches() {
		return !isOff(this.cache);
	}

	/**
	 * Return whether workers are to run on a processor of their own.
	 * @return whether they are
	 */
	boolean binds() {
		return !isOff(this.affinity);
	}

	private static boolean isOff(String value) {
		return OFF.contains(value.trim().toLowerCase(Locale.ROOT));
	}

	/**
	 * Return where it is to lie.
	 * @return a path, or {@code null} to find a place
	 */
	@Nullable String cacheFolder() {
		String cache = this.cache.trim();
		return cache.startsWith("/") ? cache : null;
	}

	public String getCpus() {
		return this.cpus;
	}

	public void setCpus(String cpus) {
		this.cpus = cpus;
	}

	public String getAffinity() {
		return this.affinity;
	}

	public void setAffinity(String affinity) {
		this.affinity = affinity;
	}

	public String getCache() {
		return this.cache;
	}

	public void setCache(String cache) {
		this.cache = cache;
	}

	public String getHeap() {
		return this.heap;
	}

	public void setHeap(String heap) {
		this.heap = heap;
	}

	public List<String> getArgs() {
		return this.args;
	}

}
