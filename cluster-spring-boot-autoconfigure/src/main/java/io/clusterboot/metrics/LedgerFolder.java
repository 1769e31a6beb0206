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

	private static final int MAX_REPORTED = 1000;

	private static final Log logger = LogFactory.getLog(LedgerFolder.class);

	private final Map<LedgerName, KnownBase> bases = new ConcurrentHashMap<>();

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
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.path)) {
			for (Path file : files) {
				add(file.getFileName().toString(), names);
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

	private void add(String file, Map<String, LedgerName> names) {
		if (!file.startsWith(this.kind)) {
			return;
		}
		Matcher matcher = this.pattern.matcher(file);
		if (matcher.matches()) {
			names.put(file, name(matcher.group(1), matcher.group(2)));
		}
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
		LedgerFormat.Stored last = stored(name);
		if (last == null && isEmpty(name)) {
			return Optional.empty();
		}
		if (last == null) {
			// It may have begun to write since then.
			last = stored(name);
		}
		if (last == null) {
			report("Skipping " + ((name.isBase()) ? base(name) : slot(name, 0))
					+ ", what its process counted is lost: it holds no snapshot of that process");
		}
		return Optional.ofNullable(last).map(LedgerFormat.Stored::entry);
	}

	private LedgerFormat.@Nullable Stored stored(LedgerName name) throws IOException {
		return (name.isBase()) ? known(base(name), name) : LedgerSlots.last((slot) -> read(slot(name, slot), name));
	}

	private LedgerFormat.@Nullable Stored known(Path file, LedgerName name) throws IOException {
		// Before it is read: what replaces it meanwhile has other attributes.
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		KnownBase known = this.bases.get(name);
		if (known != null && known.isOf(attributes)) {
			return known.stored();
		}
		LedgerFormat.Stored stored = read(file, name);
		if (stored != null) {
			this.bases.put(name, new KnownBase(attributes, stored));
		}
		return stored;
	}

	/**
	 * Return whether a process has not begun to write, so that nothing is lost.
	 * @param name whose the files are
	 * @return whether they are empty
	 * @throws IOException if they are gone
	 */
	private boolean isEmpty(LedgerName name) throws IOException {
		if (name.isBase() || Files.exists(slot(name, 1))) {
			return false;
		}
		BasicFileAttributes attributes = Files.readAttributes(slot(name, 0), BasicFileAttributes.class);
		return attributes.isRegularFile() && attributes.size() == 0;
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

	/**
	 * A base that was read. It is hardly ever replaced, and read at each scrape.
	 *
	 * @param attributes those of its file
	 * @param stored what the file holds
	 */
	private record KnownBase(BasicFileAttributes attributes, LedgerFormat.Stored stored) {

		boolean isOf(BasicFileAttributes other) {
			return this.attributes.fileKey() != null && this.attributes.fileKey().equals(other.fileKey())
					&& this.attributes.lastModifiedTime().equals(other.lastModifiedTime())
					&& this.attributes.size() == other.size();
		}

	}

}
