package io.clusterboot.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the list of classes that a worker without an archive loads ahead: those that the
 * only worker of each application loads until it has answered, in that order, but neither
 * the application's own nor those of a database.
 */
class ClassesCommand implements Callable<Boolean> {

	private static final Pattern LOADED = Pattern.compile("(\\S+) source: (?:jrt:/.*|.*/lib/([^/]+?)-[0-9].*)");

	/**
	 * What the JVM makes while it runs has no name that another one would know.
	 */
	private static final Pattern MADE = Pattern.compile(".*(\\$\\$|0x|\\$Proxy|/).*|.*\\.Generated.*Accessor\\d+");

	private static final List<String> NOT_EVERYBODYS = List.of("h2");

	@Override
	public Boolean call() throws IOException {
		Path file = Path
			.of(Objects.requireNonNull(System.getProperty("soak.file"), "-Dsoak.file=… has to name the list"));
		Map<String, Double> places = new HashMap<>();
		for (Subject subject : Subject.wanted()) {
			List<String> classes = classes(subject);
			System.out.println(classes.size() + " classes of " + subject);
			for (int i = 0; i < classes.size(); i++) {
				places.merge(classes.get(i), (double) i / classes.size(), Math::min);
			}
		}
		Files.write(file,
				(Iterable<String>) places.keySet().stream().sorted(Comparator.comparing(places::get))::iterator);
		System.out.println(places.size() + " classes in " + file);
		return true;
	}

	private static List<String> classes(Subject subject) throws IOException {
		try (Home home = Home.of(subject)) {
			Path log = home.temporary().resolve("classes.log");
			// Without a cache there is no list either that would have a say in the next
			// one.
			try (Started worker = Started.cluster(home, 1, "--cluster.jvm.cache=off",
					"--cluster.jvm.args=-Xlog:class+load:file=" + log + ":none")) {
				worker.awaitFirstResponse();
				worker.awaitReady();
			}
			try (Stream<String> lines = Files.lines(log)) {
				return lines.flatMap(ClassesCommand::everybodys).distinct().toList();
			}
		}
	}

	private static Stream<String> everybodys(String line) {
		Matcher loaded = LOADED.matcher(line);
		boolean wanted = loaded.matches() && !MADE.matcher(loaded.group(1)).matches()
				&& (loaded.group(2) == null || !NOT_EVERYBODYS.contains(loaded.group(2)));
		return wanted ? Stream.of(loaded.group(1)) : Stream.empty();
	}

}
