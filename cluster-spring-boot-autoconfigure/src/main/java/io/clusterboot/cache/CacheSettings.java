package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the user wants of the cache.
 *
 * @param enabled whether workers are to share anything on disk
 * @param folder where it is to lie, or {@code null} to find a place
 * @param options all options that workers' JVMs are started with, and the largest heap of
 * any
 * @since 0.1.0
 */
public record CacheSettings(boolean enabled, @Nullable Path folder, List<String> options) {

	public CacheSettings {
		options = List.copyOf(options);
	}

	/**
	 * Return where caches lie.
	 * @return the folder, which exists and in which nobody else can write
	 * @throws IOException if there is none, or none is to be used
	 */
	Path home() throws IOException {
		String own = ArchiveOptions.usersOwn(this.options).findFirst().orElse(null);
		if (own != null) {
			throw new IOException("workers are started with " + own.split("=", 2)[0]);
		}
		return CacheHome.current().open(this.folder);
	}

}
