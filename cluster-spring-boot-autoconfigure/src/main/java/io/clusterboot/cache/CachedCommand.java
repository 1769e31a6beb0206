package io.clusterboot.cache;

import java.util.List;

import io.clusterboot.process.PrimaryCommand;

/**
 * What a worker is started with.
 *
 * @param command the primary's command, with the jar that the worker runs
 * @param options further options of the JVM
 * @since 0.1.0
 */
public record CachedCommand(PrimaryCommand command, List<String> options) {

	public CachedCommand {
		options = List.copyOf(options);
	}

}
