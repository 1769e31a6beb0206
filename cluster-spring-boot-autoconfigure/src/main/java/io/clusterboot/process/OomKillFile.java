package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the file in which the kernel counts its OOM kills in a control group: version 1
 * where the memory controller is there, else version 2.
 */
final class OomKillFile {

	private OomKillFile() {
	}

	/**
	 * Return the file.
	 * @param cgroup the groups of the process, as {@code /proc/self/cgroup}
	 * @param mountInfo the mounts that it sees, as {@code /proc/self/mountinfo}
	 * @return the file, or nothing if there is none
	 */
	static Optional<Path> find(Path cgroup, Path mountInfo) {
		try {
			List<String> groups = Files.readAllLines(cgroup);
			List<Mount> mounts = Files.readAllLines(mountInfo).stream().flatMap(Mount::parse).toList();
			return version1(groups, mounts).or(() -> version2(groups, mounts));
		}
		catch (IOException | RuntimeException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Path> version1(List<String> groups, List<Mount> mounts) {
		return groups.stream()
			.map((line) -> line.split(":", 3))
			.filter((group) -> Arrays.asList(group[1].split(",")).contains("memory"))
			.flatMap((group) -> mounts.stream()
				.filter(Mount::hasMemoryVersion1)
				.flatMap((mount) -> mount.files(group[2], "memory.oom_control")))
			.filter(Files::isReadable)
			.findFirst();
	}

	private static Optional<Path> version2(List<String> groups, List<Mount> mounts) {
		return groups.stream()
			.filter((line) -> line.startsWith("0::"))
			.map((line) -> line.substring("0::".length()))
			.flatMap((path) -> mounts.stream()
				.filter((mount) -> mount.type().equals("cgroup2"))
				.flatMap((mount) -> mount.files(path, "memory.events")))
			.filter(Files::isReadable)
			.findFirst();
	}

	/**
	 * One mount.
	 *
	 * @param root the folder of the file system that is mounted
	 * @param point where it is mounted
	 * @param type type of the file system
	 * @param options options of the file system
	 */
	private record Mount(String root, String point, String type, List<String> options) {

		static Stream<Mount> parse(String line) {
			String[] halves = line.split(" - ", 2);
			String[] left = halves[0].split(" ");
			String[] right = (halves.length > 1) ? halves[1].split(" ") : new String[0];
			if (left.length < 5 || right.length < 3) {
				return Stream.empty();
			}
			return Stream.of(new Mount(left[3], left[4], right[0], List.of(right[2].split(","))));
		}

		boolean hasMemoryVersion1() {
			return this.type.equals("cgroup") && this.options.contains("memory");
		}

		/**
		 * Return where a group's file may be. In a container the mount often shows the
		 * group itself as its root, whatever the group is called outside.
		 * @param group path of the group
		 * @param name name of the file
		 * @return the paths to try
		 */
		Stream<Path> files(String group, String name) {
			boolean below = group.equals(this.root) || group.startsWith(this.root.equals("/") ? "/" : this.root + "/");
			String folder = below ? group.substring(this.root.length()) : "";
			return Stream.of(Path.of(this.point, folder, name), Path.of(this.point, name));
		}

	}

}
