package io.clusterboot.context;

import java.util.ArrayList;
import java.util.List;

/**
 * What a new worker does before it gets connections.
 *
 * @since 0.1.0
 */
public class WarmupProperties {

	/**
	 * Paths that a new worker requests of itself before it gets connections.
	 */
	private final List<String> paths = new ArrayList<>();

	public List<String> getPaths() {
		return this.paths;
	}

}
