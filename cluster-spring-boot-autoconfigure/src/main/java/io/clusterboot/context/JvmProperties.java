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

	public List<String> getArgs() {
		return this.args;
	}

}
