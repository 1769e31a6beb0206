package io.clusterboot.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Loads what most applications load while they start, a little before they do, on another
 * processor than theirs: where there is no archive of classes yet, a start takes a fifth
 * less by that. Nothing is initialized: that is up to the application.
 *
 * @since 0.1.0
 */
public final class ClassesAhead {

	/**
	 * System property that is set in a worker that is to load classes ahead.
	 */
	public static final String PROPERTY = "cluster.worker.classes-ahead";

	/**
	 * The option by which a worker is told to.
	 */
	static final String OPTION = "-D" + PROPERTY + "=true";

	/**
	 * Options with which a class had better be loaded when it is needed: an agent may
	 * want to see it then, in a thread of the application, or there may be no room for
	 * one that is not needed after all.
	 */
	private static final Pattern RESERVED = Pattern
		.compile("-javaagent:.*|-agentpath:.*|-agentlib:(?!jdwp).*|-XX:MaxMetaspaceSize=.*");

	private static final AtomicBoolean begun = new AtomicBoolean();

	private static final String LIST = "classes-ahead.txt";

	/**
	 * The part of a name that stands for a library, more or less.
	 */
	private static final Pattern LIBRARY = Pattern.compile("(?:[^.]+\\.){1,3}");

	private static final Log logger = LogFactory.getLog(ClassesAhead.class);

	private final ClassLoader classLoader;

	private final Set<String> present = new HashSet<>();

	private final Set<String> missing = new HashSet<>();

	ClassesAhead(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	/**
	 * Return whether a worker may load classes ahead.
	 * @param options options of its JVM
	 * @return {@code false} if one of them might not go well with it
	 */
	static boolean isHarmless(List<String> options) {
		return options.stream().noneMatch((option) -> RESERVED.matcher(option).matches());
	}

	/**
	 * Load classes beside what else there is to do, if this JVM is to and has not begun
	 * yet.
	 */
	public static void startIfWanted() {
		if (Boolean.getBoolean(PROPERTY) && begun.compareAndSet(false, true)) {
			start();
		}
	}

	private static void start() {
		try {
			Thread thread = new Thread(ClassesAhead::run, "cluster-classes");
			thread.setDaemon(true);
			thread.start();
		}
		catch (OutOfMemoryError ex) {
			logger.debug("No thread to load classes ahead", ex);
		}
	}

	private static void run() {
		try (InputStream list = ClassesAhead.class.getResourceAsStream(LIST)) {
			int loaded = new ClassesAhead(ClassesAhead.class.getClassLoader()).load(Objects.requireNonNull(list));
			logger.debug("Loaded " + loaded + " classes ahead");
		}
		catch (IOException | RuntimeException | Error ex) {
			logger.debug("Classes are loaded when they are needed", ex);
		}
	}

	/**
	 * Load the classes of a list.
	 * @param list names of classes, one in each line
	 * @return how many there are
	 * @throws IOException if the list cannot be read
	 */
	int load(InputStream list) throws IOException {
		int loaded = 0;
		BufferedReader reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
		for (String name = reader.readLine(); name != null; name = reader.readLine()) {
			loaded += load(name) ? 1 : 0;
		}
		return loaded;
	}

	private static String library(String name) {
		Matcher library = LIBRARY.matcher(name);
		return library.lookingAt() ? library.group() : "";
	}

	private boolean load(String name) {
		String library = library(name);
		// To look for a class in each jar takes longer than to have one loaded.
		boolean loaded = !this.missing.contains(library) && isThere(name);
		if (loaded) {
			this.present.add(library);
		}
		else if (!this.present.contains(library)) {
			this.missing.add(library);
		}
		return loaded;
	}

	private boolean isThere(String name) {
		try {
			Class.forName(name, false, this.classLoader);
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

}
