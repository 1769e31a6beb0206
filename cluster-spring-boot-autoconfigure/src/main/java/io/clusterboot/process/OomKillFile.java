package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
			List<CgroupMount> mounts = Files.readAllLines(mountInfo).stream().flatMap(CgroupMount::parse).toList();
			return version1(groups, mounts).or(() -> version2(groups, mounts));
		}
		catch (IOException | RuntimeException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Path> version1(List<String> groups, List<CgroupMount> mounts) {
		return groups.stream()
			.map((line) -> line.split(":", 3))
			.filter((group) -> Arrays.asList(group[1].split(",")).contains("memory"))
			.flatMap((group) -> mounts.stream()
				.filter((mount) -> mount.hasVersion1("memory"))
				.flatMap((mount) -> mount.files(group[2], "memory.oom_control")))
			.filter(Files::isReadable)
			.findFirst();
	}

	private static Optional<Path> version2(List<String> groups, List<CgroupMount> mounts) {
		return groups.stream()
			.filter((line) -> line.startsWith("0::"))
			.map((line) -> line.substring("0::".length()))
			.flatMap((path) -> mounts.stream()
				.filter(CgroupMount::isVersion2)
				.flatMap((mount) -> mount.files(path, "memory.events")))
			.filter(Files::isReadable)
			.findFirst();
	}

}
