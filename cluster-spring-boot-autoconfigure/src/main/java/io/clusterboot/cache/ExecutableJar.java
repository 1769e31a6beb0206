package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Tells which jars Spring Boot's tools can unpack.
 */
final class ExecutableJar {

	private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

	private static final String TOOLS = "BOOT-INF/lib/spring-boot-jarmode-tools-";

	private ExecutableJar() {
	}

	/**
	 * Check that a jar can be unpacked, and that what comes out runs as the jar does.
	 * @param jar the jar
	 * @throws IOException if not; the message is for people
	 */
	static void check(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile(), false)) {
			Manifest manifest = file.getManifest();
			Attributes attributes = (manifest != null) ? manifest.getMainAttributes() : new Attributes();
			if (!LAUNCHER.equals(attributes.getValue(Attributes.Name.MAIN_CLASS))) {
				throw new IOException("it is not started by Spring Boot's JarLauncher");
			}
			if (attributes.getValue(Attributes.Name.CLASS_PATH) != null) {
				throw new IOException("its manifest has a class path");
			}
			if (file.stream().noneMatch((entry) -> entry.getName().startsWith(TOOLS))) {
				throw new IOException("it has no spring-boot-jarmode-tools");
			}
		}
	}

}
