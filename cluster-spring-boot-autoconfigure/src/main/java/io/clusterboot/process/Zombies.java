package io.clusterboot.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processes that have ended and wait to be reaped, as {@code /proc} tells.
 *
 * @param proc the folder of all processes
 */
record Zombies(Path proc) {

	// Fields of /proc/[pid]/stat after the name, which is in parentheses.
	private static final int STATE = 0;

	private static final int PARENT = 1;

	private static final int START_TIME = 19;

	/**
	 * Return the zombies that a process has to reap.
	 * @param pid the process that has to reap them
	 * @return the zombies
	 * @throws IOException if the processes cannot be listed
	 */
	Set<Zombie> of(long pid) throws IOException {
		Set<Zombie> zombies = new HashSet<>();
		try (Stream<Path> folders = Files.list(this.proc)) {
			folders.map((folder) -> folder.getFileName().toString())
				.filter((name) -> name.chars().allMatch(Character::isDigit))
				.forEach((name) -> addIfZombie(zombies, name, Long.toString(pid)));
		}
		return zombies;
	}

	private void addIfZombie(Set<Zombie> zombies, String pid, String reaper) {
		try {
			String stat = Files.readString(this.proc.resolve(pid).resolve("stat"), StandardCharsets.ISO_8859_1);
			String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
			if (fields[STATE].equals("Z") && fields[PARENT].equals(reaper)) {
				zombies.add(new Zombie(Long.parseLong(pid), Long.parseLong(fields[START_TIME])));
			}
		}
		catch (IOException ex) {
			// It is gone.
		}
	}

	/**
	 * A process that has ended.
	 *
	 * @param pid its process id
	 * @param startTime when it was started, in ticks since boot; tells it from another
	 * one with the same pid
	 */
	record Zombie(long pid, long startTime) {

	}

}
