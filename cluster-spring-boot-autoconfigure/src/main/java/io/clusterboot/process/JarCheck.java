package io.clusterboot.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Tells a complete jar from one that is half written.
 */
final class JarCheck {

	private JarCheck() {
	}

	/**
	 * Check that the jar has a directory of its entries, which is written last.
	 * @param jar the jar
	 * @param name what to call it
	 * @throws IOException if it has not; the message is for people
	 */
	static void opens(Path jar, Path name) throws IOException {
		check(jar, name, (file) -> {
		});
	}

	/**
	 * Check that the jar opens and has a main class.
	 * @param jar the jar
	 * @param name what to call it
	 * @throws IOException if it has not; the message is for people
	 */
	static void runs(Path jar, Path name) throws IOException {
		check(jar, name, JarCheck::requireMainClass);
	}

	/**
	 * Check that all of the jar is there: a file that is written in any order has the
	 * right size and holes.
	 * @param jar the jar
	 * @param name what to call it
	 * @throws IOException if something is missing; the message is for people
	 */
	static void isWhole(Path jar, Path name) throws IOException {
		check(jar, name, JarCheck::readAll);
	}

	private static void check(Path jar, Path name, Check check) throws IOException {
		try (JarFile file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ)) {
			check.check(file);
		}
		catch (IOException | RuntimeException ex) {
			// The JDK does not declare all that it throws for garbage.
			throw new IOException(name + " is not a complete jar: " + reason(ex), ex);
		}
	}

	private static String reason(Exception ex) {
		String message = ex.getMessage();
		return (ex instanceof NoSuchFileException || message == null) ? ex.getClass().getSimpleName() : message;
	}

	private static void requireMainClass(JarFile jar) throws IOException {
		Manifest manifest = jar.getManifest();
		if (manifest == null || manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS) == null) {
			throw new ZipException("its manifest names no main class");
		}
	}

	private static void readAll(JarFile jar) throws IOException {
		byte[] buffer = new byte[64 * 1024];
		for (ZipEntry entry : Collections.list(jar.entries())) {
			CRC32 sum = new CRC32();
			try (InputStream content = jar.getInputStream(entry)) {
				for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
					sum.update(buffer, 0, count);
				}
			}
			if (entry.getCrc() >= 0 && entry.getCrc() != sum.getValue()) {
				throw new ZipException("the content of " + entry.getName() + " is damaged");
			}
		}
	}

	/**
	 * Looks at an open jar.
	 */
	@FunctionalInterface
	private interface Check {

		void check(JarFile jar) throws IOException;

	}

}
