package io.clusterboot.context;

import java.io.IOException;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/**
 * Loads the classes that the primary may need later while they can be had: once its jar
 * is overwritten in place there is no reading from it.
 */
class ClassPreloader {

	private static final String EXTENSION = ".class";

	/**
	 * What the primary consists of, and what the log needs for the first stack trace.
	 * Which libraries are needed late was found by looking at what a primary loaded after
	 * it served.
	 */
	private static final List<String> PACKAGES = List.of("io.clusterboot", "io.clusterboot.supervisor",
			"io.clusterboot.process", "io.clusterboot.protocol", "io.clusterboot.socket", "io.clusterboot.member",
			"io.clusterboot.messaging", "io.clusterboot.context", "ch.qos.logback.classic.spi");

	private static final Log logger = LogFactory.getLog(ClassPreloader.class);

	private final List<String> packages;

	private final @Nullable ClassLoader classLoader;

	ClassPreloader(@Nullable ClassLoader classLoader) {
		this(PACKAGES, classLoader);
	}

	ClassPreloader(List<String> packages, @Nullable ClassLoader classLoader) {
		this.packages = packages;
		this.classLoader = (classLoader != null) ? classLoader : ClassUtils.getDefaultClassLoader();
	}

	/**
	 * Load the classes beside what else there is to do.
	 */
	void start() {
		try {
			Thread thread = new Thread(this::run, "cluster-preload");
			thread.setDaemon(true);
			thread.setPriority(Thread.MIN_PRIORITY);
			thread.start();
		}
		catch (OutOfMemoryError ex) {
			logger.debug("No thread to load classes ahead", ex);
		}
	}

	private void run() {
		try {
			logger.debug("Loaded " + load() + " classes ahead");
		}
		catch (IOException | RuntimeException | Error ex) {
			logger.debug("Classes are loaded when they are needed", ex);
		}
	}

	/**
	 * Load the classes.
	 * @return how many there are now, those included that were there before
	 * @throws IOException if they cannot be looked for
	 */
	int load() throws IOException {
		PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver(this.classLoader);
		int loaded = 0;
		for (String name : this.packages) {
			String pattern = "classpath*:" + ClassUtils.convertClassNameToResourcePath(name) + "/*" + EXTENSION;
			for (Resource file : resolver.getResources(pattern)) {
				loaded += load(name, file.getFilename());
			}
		}
		return loaded;
	}

	private int load(String packageName, @Nullable String file) {
		if (file == null || file.endsWith("-info" + EXTENSION)) {
			return 0;
		}
		try {
			String name = packageName + "." + file.substring(0, file.length() - EXTENSION.length());
			Class.forName(name, false, this.classLoader);
			return 1;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			// Belongs to a library that the application does without.
			return 0;
		}
	}

}
