package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds the folder in which caches lie. Workers run what is in it, so that nobody else
 * may be able to write there.
 *
 * @param environment all environment variables
 * @param user home of the user, which may not exist
 * @param temporary folder for temporary files
 */
record CacheHome(Map<String, String> environment, Path user, Path temporary) {

	private static final String NAME = "cluster-spring-boot";

	/**
	 * File systems that are memory: what lies there counts against the limit that the
	 * workers share.
	 */
	private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");

	private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	private static final Integer ROOT = 0;

	private static final int OTHERS_WRITE = 0002;

	/**
	 * Where the second of the bits is set, nobody renames what is somebody else's.
	 */
	private static final int OTHERS_STICKY = OTHERS_WRITE | 01000;

	static CacheHome current() {
		return new CacheHome(System.getenv(), Path.of(System.getProperty("user.home", "")),
				Path.of(System.getProperty("java.io.tmpdir", "")));
	}

	/**
	 * Return the folder, which is created if need be: the one that systemd gives the
	 * service ({@code CacheDirectory=}), the one of the XDG Base Directory Specification,
	 * or one for temporary files.
	 * @param wanted the folder that the user asked for, or {@code null}
	 * @return the folder, in which this user and nobody else can write
	 * @throws IOException if there is none; the message is for people
	 */
	Path open(@Nullable Path wanted) throws IOException {
		List<String> reasons = new ArrayList<>();
		for (Path candidate : (wanted != null) ? List.of(wanted) : candidates()) {
			try {
				return open(candidate, wanted == null);
			}
			catch (IOException | RuntimeException ex) {
				reasons.add(candidate + " cannot be used (" + Reason.of(ex) + ")");
			}
		}
		throw new IOException(String.join(", ", reasons));
	}

	private List<Path> candidates() {
		List<Path> candidates = new ArrayList<>();
		String service = this.environment.getOrDefault("CACHE_DIRECTORY", "").split(":")[0];
		if (service.startsWith("/")) {
			candidates.add(Path.of(service, NAME));
		}
		String xdg = this.environment.getOrDefault("XDG_CACHE_HOME", "");
		if (xdg.startsWith("/")) {
			candidates.add(Path.of(xdg, NAME));
		}
		else if (this.user.isAbsolute() && Files.isDirectory(this.user)) {
			candidates.add(this.user.resolve(".cache").resolve(NAME));
		}
		candidates.add(this.temporary.toAbsolutePath().resolve(NAME + "-" + System.getProperty("user.name", "")));
		return candidates;
	}

	private static Path open(Path folder, boolean onDisk) throws IOException {
		Files.createDirectories(folder,
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Path real = folder.toRealPath();
		checkPath(folder, real);
		Path probe = Files.createTempFile(real, "probe-", null);
		try {
			if (!Files.getOwner(probe).equals(Files.getOwner(real))) {
				throw new IOException("it belongs to " + Files.getOwner(real));
			}
		}
		finally {
			Files.delete(probe);
		}
		if (Files.getPosixFilePermissions(real).stream().anyMatch(OTHERS::contains)) {
			throw new IOException("others can write there");
		}
		FileStore store = Files.getFileStore(real);
		if (onDisk && MEMORY.contains(store.type())) {
			throw new IOException("it lies in memory");
		}
		return real;
	}

	/**
	 * Check that nobody else says what the folder is.
	 */
	private static void checkPath(Path folder, Path real) throws IOException {
		boolean link = Files.isSymbolicLink(folder);
		if (link && !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(real))
				&& !Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(ROOT)) {
			throw new IOException("it is a link of somebody else's");
		}
		for (Path parent = real.getParent(); parent != null; parent = parent.getParent()) {
			int mode = (int) Files.getAttribute(parent, "unix:mode");
			if ((mode & OTHERS_STICKY) == OTHERS_WRITE) {
				throw new IOException("others can write in " + parent);
			}
		}
		if (real.toString().contains(":")) {
			// It would part two archives, and two entries of a class path.
			throw new IOException("its path has a colon");
		}
	}

}
