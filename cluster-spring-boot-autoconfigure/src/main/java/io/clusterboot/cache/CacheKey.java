package io.clusterboot.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * What a cache is good for: one content of a jar, one JDK, and options that change how
 * classes lie in memory.
 *
 * @param value a name for a folder
 */
record CacheKey(String value) {

	/**
	 * To be changed whenever caches are made in another way.
	 */
	private static final String FORMAT = "1";

	private static final List<String> JDK = List.of("java.home", "java.vm.name", "java.vm.vendor", "java.vm.version",
			"os.arch");

	private static final int LENGTH = 32;

	/**
	 * Return the key of a jar for this JDK.
	 * @param jar the jar; its directory has the checksum of each entry
	 * @param options options of the JVM that count
	 * @return the key
	 * @throws IOException if the jar cannot be read
	 */
	static CacheKey of(Path jar, List<String> options) throws IOException {
		MessageDigest digest = sha256();
		add(digest, FORMAT);
		JDK.forEach((name) -> add(digest, System.getProperty(name, "")));
		options.forEach((option) -> add(digest, option));
		try (JarFile file = new JarFile(jar.toFile(), false)) {
			for (ZipEntry entry : Collections.list(file.entries())) {
				add(digest, entry.getName());
				add(digest, entry.getCrc() + " " + entry.getSize());
			}
		}
		return new CacheKey(HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH));
	}

	private static void add(MessageDigest digest, String text) {
		digest.update(text.getBytes(StandardCharsets.UTF_8));
		digest.update((byte) 0);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Each JDK has SHA-256", ex);
		}
	}

}
