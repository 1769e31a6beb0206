package io.clusterboot.cache;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClassesAhead}.
 */
class ClassesAheadTests {

	private final Asked classLoader = new Asked();

	private final ClassesAhead ahead = new ClassesAhead(this.classLoader);

	@Test
	void loadReturnsHowManyClassesThereAre() throws IOException {
		assertThat(load("java.util.List", "a.b.c.Missing", "io.clusterboot.WorkerIdentity")).isEqualTo(2);
	}

	@Test
	void loadLooksForNothingMoreOfALibraryWhoseFirstClassIsMissing() throws IOException {
		load("a.b.c.d.First", "a.b.c.Second", "a.b.other.Third", "a.Fourth", "Fifth", "Sixth");
		assertThat(this.classLoader.names).containsExactly("a.b.c.d.First", "a.b.other.Third", "a.Fourth", "Fifth");
	}

	@Test
	void loadGoesOnAfterAClassThatALibraryHasNoMore() throws IOException {
		assertThat(load("io.clusterboot.WorkerIdentity", "io.clusterboot.Removed", "io.clusterboot.WorkerExit"))
			.isEqualTo(2);
	}

	@Test
	void loadInitializesNothing() throws IOException {
		System.clearProperty(Initialized.PROPERTY);
		assertThat(load(Initialized.class.getName())).isOne();
		assertThat(System.getProperty(Initialized.PROPERTY)).isNull();
	}

	@Test
	void isHarmlessWhenNoAgentSeesClassesAndThereIsRoom() {
		assertThat(ClassesAhead.isHarmless(List.of("-Xmx1g", "-agentlib:jdwp=server=y"))).isTrue();
		assertThat(List.of("-javaagent:apm.jar", "-agentpath:/lib/a.so", "-agentlib:hprof", "-XX:MaxMetaspaceSize=64m"))
			.noneMatch((option) -> ClassesAhead.isHarmless(List.of("-Xmx1g", option)));
	}

	@Test
	void listHasWhatSpringBootLoadsToday() throws IOException {
		List<String> names = list();
		assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(10_000);
		List<String> boots = names.stream().filter((name) -> name.startsWith("org.springframework.boot.")).toList();
		int present = load("org.springframework.boot.SpringApplication") + load(boots.toArray(String[]::new));
		assertThat(present).isGreaterThan(boots.size() * 3 / 4);
	}

	@Test
	void listHasNoClassesOfApplicationsOrDatabases() throws IOException {
		assertThat(list()).allMatch((name) -> name.matches("[a-zA-Z_][\\w.$-]+"))
			.noneMatch((name) -> name.startsWith("com.example.") || name.startsWith("org.h2."));
	}

	private static List<String> list() throws IOException {
		try (InputStream list = ClassesAhead.class.getResourceAsStream("classes-ahead.txt")) {
			return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

	private int load(String... names) throws IOException {
		return this.ahead.load(new ByteArrayInputStream(String.join("\n", names).getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Says that it was initialized.
	 */
	static class Initialized {

		/**
		 * A constant: to read it initializes nothing.
		 */
		static final String PROPERTY = "cluster.test.initialized";

		static {
			System.setProperty(PROPERTY, "true");
		}

	}

	/**
	 * Notes what it is asked for.
	 */
	private static final class Asked extends ClassLoader {

		private final List<String> names = new ArrayList<>();

		@Override
		public Class<?> loadClass(String name) throws ClassNotFoundException {
			this.names.add(name);
			return super.loadClass(name);
		}

	}

}
