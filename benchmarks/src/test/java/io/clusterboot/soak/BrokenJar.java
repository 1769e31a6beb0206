package io.clusterboot.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * A jar that is put in place as a deployment does it, and goes wrong in turns: half of it
 * is missing, it is no jar, or it is not there.
 */
final class BrokenJar {

	private final Path jar;

	private final Path good;

	BrokenJar(Path jar) {
		this.jar = jar;
		this.good = jar.resolveSibling("good.jar");
		attempt(() -> Files.copy(jar, this.good, StandardCopyOption.REPLACE_EXISTING));
	}

	void damage(int round) {
		attempt(() -> {
			switch (round % 3) {
				case 0 -> {
					byte[] bytes = Files.readAllBytes(this.good);
					put(Arrays.copyOf(bytes, bytes.length / 2));
				}
				case 1 -> put("This is no jar".getBytes());
				default -> Files.delete(this.jar);
			}
			return null;
		});
	}

	void repair() {
		attempt(() -> {
			put(Files.readAllBytes(this.good));
			return null;
		});
	}

	private void put(byte[] bytes) throws IOException {
		// The file that the old workers have open stays as it is.
		Path next = Files.write(this.jar.resolveSibling("next.jar"), bytes);
		Files.move(next, this.jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private static void attempt(Action action) {
		try {
			action.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Something done to files.
	 */
	private interface Action {

		Object run() throws IOException;

	}

}
