package io.clusterboot.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Writes jars.
 */
final class TestJar {

	private static final int SIZE = 300_000;

	private final Manifest manifest = new Manifest();

	private String name = "name.txt";

	private String content = "content";

	TestJar() {
		this.manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
	}

	TestJar mainClass(String mainClass) {
		this.manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
		return this;
	}

	TestJar classPath(String classPath) {
		this.manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
		return this;
	}

	TestJar content(String content) {
		this.content = content;
		return this;
	}

	TestJar classFile(Class<?> type) throws IOException {
		this.name = type.getName().replace('.', '/') + ".class";
		this.content = new String(type.getResourceAsStream("/" + this.name).readAllBytes(),
				StandardCharsets.ISO_8859_1);
		return this;
	}

	Path write(Path jar) throws IOException {
		Files.createDirectories(jar.getParent());
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream out = new JarOutputStream(file, this.manifest)) {
			out.putNextEntry(new ZipEntry(this.name));
			out.write(this.content.getBytes(StandardCharsets.ISO_8859_1));
			out.putNextEntry(new ZipEntry("large"));
			byte[] large = new byte[SIZE];
			new Random(1).nextBytes(large);
			out.write(large);
		}
		return jar;
	}

	static void truncate(Path file, int bytes) throws IOException {
		byte[] content = Files.readAllBytes(file);
		Files.write(file, java.util.Arrays.copyOf(content, bytes));
	}

	/**
	 * Have a file look as one of which a part was not written yet.
	 */
	static void tearHole(Path file) throws IOException {
		byte[] content = Files.readAllBytes(file);
		java.util.Arrays.fill(content, content.length / 3, content.length / 2, (byte) 0);
		Files.write(file, content);
	}

}
