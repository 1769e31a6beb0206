package io.clusterboot.context;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClassPreloader}.
 */
class ClassPreloaderTests {

	private final Recording classLoader = new Recording(getClass().getClassLoader());

	@Test
	void loadLoadsWhatThePrimaryMayNeedAndNothingOfTheWorkers() throws IOException {
		int loaded = new ClassPreloader(this.classLoader).load();
		assertThat(loaded).isGreaterThan(200);
		assertThat(this.classLoader.names).contains("io.clusterboot.WorkerExit", "io.clusterboot.context.Primary",
				"io.clusterboot.context.PrimarySignals$Received", "io.clusterboot.process.Signals",
				"io.clusterboot.protocol.DirectorySweeper$Deletion", "io.clusterboot.supervisor.WorkerPool",
				"ch.qos.logback.classic.spi.ThrowableProxy");
		assertThat(this.classLoader.names).noneMatch((name) -> name.startsWith("io.clusterboot.worker.")
				|| name.startsWith("io.clusterboot.web.") || name.startsWith("io.clusterboot.autoconfigure."));
	}

	@Test
	void loadWhenPackageIsNotThereLoadsTheOthers() throws IOException {
		assertThat(new ClassPreloader(List.of("com.example.none", "io.clusterboot.socket"), this.classLoader).load())
			.isPositive();
	}

	private static final class Recording extends ClassLoader {

		private final Set<String> names = new TreeSet<>();

		private Recording(ClassLoader parent) {
			super(parent);
		}

		@Override
		public Class<?> loadClass(String name) throws ClassNotFoundException {
			this.names.add(name);
			return super.loadClass(name);
		}

	}

}
