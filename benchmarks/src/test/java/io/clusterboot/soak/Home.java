package io.clusterboot.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/**
 * A folder for an application's jar, its temporary files and whatever caches it makes: an
 * application that is started there again finds them, one that is started elsewhere does
 * not.
 *
 * @param subject the application
 * @param folder the folder
 */
record Home(Subject subject, Path folder) implements AutoCloseable {

	private static final double MEGABYTE = 1 << 20;

	static Home of(Subject subject) {
		try {
			Path parent = Path.of(System.getProperty("soak.cache", System.getProperty("java.io.tmpdir")));
			Path folder = Files.createTempDirectory(Files.createDirectories(parent), "soak-");
			Home home = new Home(subject, folder);
			Files.createDirectories(home.temporary());
			Files.createDirectories(home.cache());
			Files.copy(subject.jar(), home.jar());
			return home;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Path jar() {
		return this.folder.resolve("application.jar");
	}

	Path temporary() {
		return this.folder.resolve("tmp");
	}

	Path output() {
		return this.folder.resolve("output.log");
	}

	private Path cache() {
		return this.folder.resolve("cache");
	}

	/**
	 * Return what tells a cluster where its caches are, the plain application included,
	 * which does not mind.
	 * @return variables of the environment
	 */
	Map<String, String> environment() {
		return Map.of("CLUSTER_JVM_CACHE", cache().toString());
	}

	/**
	 * Return what the application has left in its cache, in words.
	 * @return number and size of the files
	 */
	String cached() {
		try (Stream<Path> files = Files.walk(cache())) {
			List<Long> sizes = files.filter(Files::isRegularFile).map((file) -> file.toFile().length()).toList();
			return "%d files in the cache, %.1f MB".formatted(sizes.size(),
					sizes.stream().mapToLong(Long::longValue).sum() / MEGABYTE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			FileSystemUtils.deleteRecursively(this.folder);
		}
		catch (IOException ex) {
			System.out.println("Could not delete " + this.folder + ": " + ex);
		}
	}

}
