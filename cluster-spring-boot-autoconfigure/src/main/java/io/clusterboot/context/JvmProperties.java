package io.clusterboot.context;

import java.util.ArrayList;
import java.util.List;

/**
 * The worker's JVM.
 *
 * @since 0.1.0
 */
public class JvmProperties {

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
