package io.clusterboot.process;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;

/**
 * The class path in the manifest of a jar.
 */
final class ManifestClassPath {

	private ManifestClassPath() {
	}

	/**
	 * Return the entries that are named by where they lie from the jar.
	 * @param jar the jar
	 * @return relative paths
	 * @throws IOException if the jar cannot be read
	 */
	static List<Path> relativeEntries(Path jar) throws IOException {
		List<Path> entries = new ArrayList<>();
		for (String entry : value(jar).split("\\s+")) {
			// All others are URLs, or absolute
			if (!entry.isEmpty() && !entry.startsWith("/") && !entry.contains(":")) {
				add(entry, entries);
			}
		}
		return entries;
	}

	private static String value(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ)) {
			Manifest manifest = file.getManifest();
			String value = (manifest != null) ? manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH)
					: null;
			return (value != null) ? value : "";
		}
	}

	private static void add(String entry, List<Path> entries) {
		try {
			entries.add(Path.of(URLDecoder.decode(entry.replace("+", "%2B"), StandardCharsets.UTF_8)));
		}
		catch (InvalidPathException ex) {
			// Nor does the class loader find anything there.
		}
		catch (IllegalArgumentException ex) {
			entries.add(Path.of(entry));
		}
	}

}
