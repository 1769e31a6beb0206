package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The primary's private directory: the control channel's socket, a file that stays locked
 * while the primary lives, and whatever else belongs to this run alone.
 *
 * @since 0.1.0
 */
public final class ControlDirectory implements AutoCloseable {

	static final String LOCK = "lock";

	static final String SOCKET = "control.sock";

	/**
	 * The smallest size of {@code sun_path} that a platform has.
	 */
	private static final int MAX_SOCKET_PATH = 104;

	private static final int MAX_USER = 24;

	private static final int RANDOM_BYTES = 4;

	/**
	 * The directories of this JVM. They are never tried: closing a second channel of a
	 * file would give up the lock that the first one holds.
	 */
	private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

	private static final Log logger = LogFactory.getLog(ControlDirectory.class);

	private final Path path;

	private final FileChannel lock;

	private final UserPrincipal user;

	private final AtomicBoolean closed = new AtomicBoolean();

	private ControlDirectory(Path path, FileChannel lock, UserPrincipal user) {
		this.path = path;
		this.lock = lock;
		this.user = user;
	}

	/**
	 * Create a private directory, and remove those that earlier runs of this user left.
	 * @param base where to create it, usually {@code java.io.tmpdir}; {@code /tmp} is
	 * taken instead if its path is too long for a socket
	 * @return the directory
	 * @throws ControlDirectoryException if it cannot be created
	 */
	public static ControlDirectory create(Path base) {
		return create(base, Path.of("/tmp"));
	}

	static ControlDirectory create(Path base, Path fallback) {
		String prefix = prefix(System.getProperty("user.name", "unknown"));
		byte[] random = new byte[RANDOM_BYTES];
		new SecureRandom().nextBytes(random);
		String name = prefix + ProcessHandle.current().pid() + "-" + HexFormat.of().formatHex(random);
		Path path = choose(base.toAbsolutePath().resolve(name), fallback.toAbsolutePath().resolve(name));
		try {
			return create(path, prefix);
		}
		catch (IOException | UnsupportedOperationException ex) {
			throw new ControlDirectoryException(parent(path), String.valueOf(ex), ex);
		}
	}

	private static ControlDirectory create(Path path, String prefix) throws IOException {
		Path unlocked = path.resolveSibling(DirectorySweeper.UNLOCKED + path.getFileName());
		Files.createDirectory(unlocked,
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		FileChannel lock = FileChannel.open(unlocked.resolve(LOCK), StandardOpenOption.CREATE_NEW,
				StandardOpenOption.WRITE);
		HELD.add(path);
		try {
			if (lock.tryLock() == null) {
				throw new IOException("its new lock file is locked by somebody else");
			}
			// Under its final name the directory is never seen without the lock.
			Files.move(unlocked, path, StandardCopyOption.ATOMIC_MOVE);
			UserPrincipal user = Files.getOwner(path);
			new DirectorySweeper(parent(path), prefix, user, HELD).sweep();
			return new ControlDirectory(path, lock, user);
		}
		catch (IOException | RuntimeException ex) {
			HELD.remove(path);
			lock.close();
			throw ex;
		}
	}

	private static Path choose(Path wanted, Path fallback) {
		if (fits(wanted)) {
			return wanted;
		}
		if (!fits(fallback) || !Files.isWritable(parent(fallback))) {
			throw new ControlDirectoryException(parent(wanted),
					"the path of a socket in it would not be shorter than " + MAX_SOCKET_PATH + " bytes", null);
		}
		logger.debug("The path " + wanted + " is too long for a socket, using " + fallback);
		return fallback;
	}

	private static boolean fits(Path path) {
		return path.resolve(SOCKET).toString().getBytes(StandardCharsets.UTF_8).length < MAX_SOCKET_PATH;
	}

	private static Path parent(Path path) {
		Path parent = path.getParent();
		return (parent != null) ? parent : path;
	}

	private static String prefix(String user) {
		String plain = user.replaceAll("[^A-Za-z0-9_]", "_");
		return "cluster-" + plain.substring(0, Math.min(MAX_USER, plain.length())) + "-";
	}

	/**
	 * Return the directory.
	 * @return an absolute path; the directory is this user's alone
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * Return where the control channel's socket belongs.
	 * @return a path that is short enough for a socket
	 */
	public Path socket() {
		return this.path.resolve(SOCKET);
	}

	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		try (this.lock) {
			DirectorySweeper.delete(this.path, this.user);
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Could not remove " + this.path + ", a later start will", ex);
		}
		HELD.remove(this.path);
	}

}
