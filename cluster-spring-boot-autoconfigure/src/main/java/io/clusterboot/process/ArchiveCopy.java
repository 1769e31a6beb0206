package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A jar with what the class path in its manifest names, copied to a folder in which all
 * lie as they do from the root: relative paths lead from one to the other as before.
 */
final class ArchiveCopy {

	private final Path folder;

	private final FileCopier copier;

	private final Map<Path, FileStamp> sources = new HashMap<>();

	private final Map<Path, Path> copies = new LinkedHashMap<>();

	private @Nullable Path copy;

	private final List<Path> directories = new ArrayList<>();

	ArchiveCopy(Path folder, FileCopier copier) {
		this.folder = folder;
		this.copier = copier;
	}

	/**
	 * Copy a jar.
	 * @param jar the jar
	 * @return the copy, of the same name
	 * @throws IOException if it cannot be copied, or is no jar that could be run
	 */
	Path copy(Path jar) throws IOException {
		// A symbolic link's manifest is read from where the link leads to.
		Path original = jar.toRealPath();
		Path copy = place(original).resolveSibling(jar.getFileName());
		this.copy = copy;
		copy(original, copy);
		JarCheck.runs(copy, jar);
		follow(original, copy);
		for (Path directory : this.directories) {
			link(directory, place(directory));
		}
		return copy;
	}

	/**
	 * Return whether nothing of it has been changed since it was copied.
	 * @return {@code false} if the copies may be parts of different files
	 */
	boolean isCurrent() {
		return this.sources.entrySet()
			.stream()
			.allMatch((source) -> source.getValue().equals(FileStamp.find(source.getKey())));
	}

	/**
	 * Check that the jar and all jars of its class path are complete.
	 * @throws IOException if one is not
	 */
	void check() throws IOException {
		for (Map.Entry<Path, Path> entry : this.copies.entrySet()) {
			if (isJar(entry.getKey()) || entry.getValue().equals(this.copy)) {
				JarCheck.isWhole(entry.getValue(), entry.getKey());
			}
		}
	}

	/**
	 * Return all files that were copied.
	 * @return the copies
	 */
	Collection<Path> files() {
		return this.copies.values();
	}

	private Path place(Path original) {
		return this.folder.resolve(original.getRoot().relativize(original));
	}

	private void copy(Path original, Path copy) throws IOException {
		this.sources.put(original, FileStamp.of(original));
		this.copier.copy(original, copy);
		this.copies.put(original, copy);
	}

	private void follow(Path original, Path copy) throws IOException {
		for (Path entry : ManifestClassPath.relativeEntries(copy)) {
			Path source = original.resolveSibling(entry).normalize();
			if (Files.isDirectory(source)) {
				this.directories.add(source);
			}
			else if (Files.isRegularFile(source) && !this.sources.containsKey(source)) {
				copyEntry(source, place(source));
			}
		}
	}

	private void copyEntry(Path source, Path target) throws IOException {
		copy(source, target);
		if (isJar(source)) {
			JarCheck.opens(target, source);
			follow(source, target);
		}
	}

	private static boolean isJar(Path file) {
		return file.toString().endsWith(".jar");
	}

	/**
	 * Link to a directory, or to all that is in it where copies lie in it.
	 * @param original the directory, or a file in it
	 * @param link where the link belongs
	 * @throws IOException if it cannot be created
	 */
	private void link(Path original, Path link) throws IOException {
		if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
			Files.createDirectories(link.getParent());
			Files.createSymbolicLink(link, original);
		}
		else if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
			try (DirectoryStream<Path> children = Files.newDirectoryStream(original)) {
				for (Path child : children) {
					link(child, link.resolve(child.getFileName()));
				}
			}
		}
	}

}
