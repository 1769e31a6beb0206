package io.clusterboot.cache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Writes jars that look as those of Spring Boot's plugins.
 */
final class BootJar {

	private final Manifest manifest = new Manifest();

	private final Map<String, String> entries = new LinkedHashMap<>();

	BootJar() {
		this.manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		mainClass("org.springframework.boot.loader.launch.JarLauncher");
		entry("BOOT-INF/lib/spring-boot-jarmode-tools-4.1.1.jar", "tools");
		entry("BOOT-INF/classes/Main.class", "main");
	}

	BootJar mainClass(String mainClass) {
		this.manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
		return this;
	}

	BootJar classPath(String classPath) {
		this.manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
		return this;
	}

	BootJar entry(String name, String content) {
		this.entries.put(name, content);
		return this;
	}

	BootJar without(String name) {
		this.entries.remove(name);
		return this;
	}

	Path write(Path jar) throws IOException {
		return write(jar, Files.newOutputStream(jar));
	}

	/**
	 * Write a jar that looks as if nothing could take another one.
	 */
	Path writeHuge(Path jar) throws IOException {
		byte[] bytes = Files.readAllBytes(write(jar));
		try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(jar.toFile(), "rw")) {
			file.seek(1L << 42);
			file.write(bytes);
		}
		return jar;
	}

	private Path write(Path jar, OutputStream file) throws IOException {
		try (file; JarOutputStream out = new JarOutputStream(file, this.manifest)) {
			for (Map.Entry<String, String> entry : this.entries.entrySet()) {
				out.putNextEntry(new ZipEntry(entry.getKey()));
				out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
			}
		}
		return jar;
	}

}
