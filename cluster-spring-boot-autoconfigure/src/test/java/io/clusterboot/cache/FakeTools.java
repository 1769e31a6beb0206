package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * {@link JdkTools} that write what the test says, and fail if it says so.
 */
final class FakeTools implements JdkTools {

	final List<Path> extracted = new ArrayList<>();

	/**
	 * The lists of classes, as they were when each archive was made.
	 */
	final List<List<String>> dumped = new ArrayList<>();

	int aborts;

	String failure;

	/**
	 * What happens before a jar is unpacked.
	 */
	Step before = () -> {
	};

	/**
	 * What happens while an archive is made.
	 */
	Runnable meanwhile = () -> {
	};

	@Override
	public void extract(Path jar, Path folder) throws IOException, InterruptedException {
		this.extracted.add(jar);
		this.before.run();
		failIfSaid();
		Files.createDirectory(folder.resolve("lib"));
		Files.writeString(folder.resolve("lib/library.jar"), "library");
		Files.copy(jar, folder.resolve("app.jar"));
	}

	@Override
	public void dump(Path classes, Path jar, Path archive, BooleanSupplier hindered) throws IOException {
		this.dumped.add(Files.readAllLines(classes));
		this.meanwhile.run();
		if (hindered.getAsBoolean()) {
			throw new IOException("exit code 137: no output");
		}
		failIfSaid();
		Files.writeString(archive, "archive of " + jar.getFileName());
	}

	@Override
	public void abort() {
		this.aborts++;
	}

	private void failIfSaid() throws IOException {
		if (this.failure != null) {
			throw new IOException(this.failure);
		}
	}

	/**
	 * Something that may take a while.
	 */
	@FunctionalInterface
	interface Step {

		void run() throws InterruptedException;

	}

}
