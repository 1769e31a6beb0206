package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The caches that this process uses, and makes where they are missing.
 */
final class SharedCache implements AutoCloseable {

	static final long MIB = 1024 * 1024;

	private static final long LIMIT = 1024 * MIB;

	/**
	 * To be left for everybody else when all of a cache is written.
	 */
	private static final long SPARE = 512 * MIB;

	private static final Log logger = LogFactory.getLog(SharedCache.class);

	private final Path home;

	private final List<String> options;

	private final JdkTools tools;

	private final Map<CacheKey, CacheEntry> open = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link SharedCache} instance.
	 * @param home where caches lie
	 * @param options options of the JVM that decide which archive it can use
	 * @param tools make what is missing
	 */
	SharedCache(Path home, List<String> options, JdkTools tools) {
		this.home = home;
		this.options = List.copyOf(options);
		this.tools = tools;
	}

	/**
	 * Return the cache of a jar. The jar is unpacked if it is not yet, unless another
	 * process does so.
	 * @param jar the jar
	 * @return the cache
	 * @throws IOException if there is none and none can be made; the message is for
	 * people
	 * @throws InterruptedException if the thread is interrupted
	 */
	CacheEntry take(Path jar) throws IOException, InterruptedException {
		CacheKey key = CacheKey.of(jar, this.options);
		CacheEntry entry = this.open.get(key);
		if (entry == null) {
			entry = CacheEntry.open(this.home.resolve(key.value()));
			this.open.put(key, entry);
		}
		if (entry.jar() == null) {
			unpack(jar, entry);
		}
		return entry;
	}

	private void unpack(Path jar, CacheEntry entry) throws IOException, InterruptedException {
		ExecutableJar.check(jar);
		requireSpace(Files.size(jar));
		long start = System.nanoTime();
		if (!entry.unpack((folder) -> this.tools.extract(jar, folder))) {
			logger.info(
					"Another process unpacks %s: workers run the jar itself until it has".formatted(jar.getFileName()));
			return;
		}
		if (entry.jar() == null) {
			throw new IOException("no jar came out when it was unpacked");
		}
		sweep();
		logger.info("Unpacked %s to %s in %s, where workers share it".formatted(jar.getFileName(),
				entry.layout().folder(), seconds(start)));
	}

	private void sweep() {
		Set<Path> own = this.open.values().stream().map(CacheEntry::folder).collect(Collectors.toSet());
		new CacheSweep(this.home, LIMIT, own).sweep();
	}

	private void requireSpace(long size) throws IOException {
		long free = Files.getFileStore(this.home).getUsableSpace();
		if (free < SPARE + size) {
			throw new IOException("only %d MiB are free in %s".formatted(free / MIB, this.home));
		}
	}

	static String seconds(long start) {
		return "%.1f s".formatted(Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
	}

	/**
	 * Have the caches look as if they had just been used.
	 */
	void touch() {
		for (CacheEntry entry : this.open.values()) {
			try {
				entry.touch();
			}
			catch (IOException ex) {
				logger.debug("Could not touch " + entry.folder(), ex);
			}
		}
	}

	/**
	 * Let go of all caches but some.
	 * @param needed the caches that still are in use
	 */
	void retain(Collection<CacheEntry> needed) {
		this.open.values().removeIf((entry) -> !needed.contains(entry) && close(entry));
	}

	@Override
	public void close() {
		this.open.values().forEach(SharedCache::close);
	}

	private static boolean close(CacheEntry entry) {
		try {
			entry.close();
		}
		catch (IOException ex) {
			logger.debug("A lock is given up with this process only", ex);
		}
		return true;
	}

}
