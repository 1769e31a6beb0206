package io.clusterboot.metrics;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The files of one kind of snapshot. A process has two and writes them in turns, so that
 * one is whole whenever it dies; to write a file that is there takes a tenth of the time
 * that it takes to create one. A base, which is written once in a process's life, is
 * replaced as a whole.
 */
final class LedgerFolder {

	static final int SLOTS = 2;

	private static final int MAX_SIZE = 1 << 28;

	private static final int MAX_READS = 10;

	private static final int MAX_REPORTED = 1000;

	private static final Log logger = LogFactory.getLog(LedgerFolder.class);

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	private final Path path;

	private final String kind;

	private final Pattern pattern;

	LedgerFolder(Path path, String kind) {
		if (!kind.matches("[a-z][a-z0-9]*")) {
			throw new IllegalArgumentException(
					"'" + kind + "' is no kind of snapshot, only small letters and digits are allowed");
		}
		this.path = path;
		this.kind = kind;
		this.pattern = Pattern.compile(kind + "-(\\d{1,9})(?:-(\\d{1,18})\\.snapshot[01]|\\.base)");
	}

	/**
	 * Return the files that hold entries.
	 * @return their names, and whose each is
	 * @throws IOException if the directory cannot be read
	 */
	Map<String, LedgerName> files() throws IOException {
		Map<String, LedgerName> names = new TreeMap<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.path, this.kind + "-*")) {
			for (Path file : files) {
				Matcher matcher = this.pattern.matcher(file.getFileName().toString());
				if (matcher.matches()) {
					names.put(matcher.group(), name(matcher.group(1), matcher.group(2)));
				}
			}
		}
		catch (NoSuchFileException ex) {
			return names;
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		return names;
	}

	private static LedgerName name(String ordinal, @Nullable String id) {
		return new LedgerName(Integer.parseInt(ordinal), (id != null) ? Long.parseLong(id) : LedgerName.BASE);
	}

	Path slot(LedgerName name, int slot) {
		return this.path.resolve(this.kind + "-" + name.ordinal() + "-" + name.id() + ".snapshot" + slot);
	}

	private Path base(LedgerName name) {
		return this.path.resolve(this.kind + "-" + name.ordinal() + ".base");
	}

	Path lock(int ordinal) {
		return this.path.resolve(this.kind + "-" + ordinal + ".lock");
	}

	/**
	 * Read an entry.
	 * @param name whose it is
	 * @return the entry, or nothing if the files hold none; that is logged once
	 * @throws IOException if the files are gone or cannot be read
	 */
	Optional<LedgerEntry> read(LedgerName name) throws IOException {
		// While one file is read the other may be written, and the other way round.
		for (int i = 0; i < MAX_READS; i++) {
			LedgerFormat.Stored last = (name.isBase()) ? read(base(name), name)
					: later(read(slot(name, 0), name), read(slot(name, 1), name));
			if (last != null) {
				return Optional.of(last.entry());
			}
		}
		if (!name.isBase() && !exists(name)) {
			throw new NoSuchFileException(slot(name, 0).toString());
		}
		report("Skipping " + ((name.isBase()) ? base(name) : slot(name, 0))
				+ ", what its process counted is lost: it holds no snapshot of that process");
		return Optional.empty();
	}

	private boolean exists(LedgerName name) {
		return Files.exists(slot(name, 0)) || Files.exists(slot(name, 1));
	}

	private LedgerFormat.@Nullable Stored later(LedgerFormat.@Nullable Stored first,
			LedgerFormat.@Nullable Stored second) {
		if (first == null || second == null) {
			return (first != null) ? first : second;
		}
		return (first.sequence() > second.sequence()) ? first : second;
	}

	private LedgerFormat.@Nullable Stored read(Path file, LedgerName name) throws IOException {
		LedgerFormat.Stored stored = LedgerFormat.read(bytes(file, name));
		if (stored == null || stored.entry().ordinal() != name.ordinal() || stored.entry().isBase() != name.isBase()
				|| (!name.isBase() && stored.entry().id() != name.id())) {
			return null;
		}
		return stored;
	}

	private byte[] bytes(Path file, LedgerName name) throws IOException {
		try {
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
			boolean plausible = attributes.isRegularFile() && attributes.size() <= MAX_SIZE;
			return (plausible) ? Files.readAllBytes(file) : new byte[0];
		}
		catch (NoSuchFileException ex) {
			if (name.isBase()) {
				throw ex;
			}
			return new byte[0];
		}
		catch (AccessDeniedException ex) {
			return new byte[0];
		}
	}

	void writeBase(LedgerEntry entry) throws IOException {
		Path file = base(LedgerName.base(entry.ordinal()));
		Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
		try {
			Files.write(temporary, LedgerFormat.write(entry, 0));
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			delete(temporary);
			throw ex;
		}
	}

	void delete(LedgerName name) {
		for (int slot = 0; slot < SLOTS; slot++) {
			delete(slot(name, slot));
		}
	}

	private void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			logger.debug("Could not delete " + file, ex);
		}
	}

	void report(String problem) {
		if (this.reported.size() < MAX_REPORTED && this.reported.add(problem)) {
			logger.warn(problem);
		}
	}

}
