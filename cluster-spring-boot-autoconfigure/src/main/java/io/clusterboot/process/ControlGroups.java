package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The control groups that a process is in, and those around them.
 *
 * @param cgroup the groups, as {@code /proc/self/cgroup}
 * @param mountInfo the mounts that the process sees, as {@code /proc/self/mountinfo}
 */
record ControlGroups(Path cgroup, Path mountInfo) {

	static ControlGroups ofThisProcess() {
		return new ControlGroups(Path.of("/proc/self/cgroup"), Path.of("/proc/self/mountinfo"));
	}

	/**
	 * Return where files of a controller may be, from the group of the process upwards.
	 * @param controller name of the controller
	 * @param version1 names of the files in version 1
	 * @param version2 names of the files in version 2
	 * @return the paths to try; none where there are no groups
	 */
	Stream<Path> files(String controller, List<String> version1, List<String> version2) {
		try {
			List<CgroupMount> mounts = Files.readAllLines(this.mountInfo).stream().flatMap(CgroupMount::parse).toList();
			return Files.readAllLines(this.cgroup)
				.stream()
				.map((line) -> line.split(":", 3))
				.filter((group) -> group.length == 3)
				.flatMap((group) -> files(group, mounts, controller, isFirst(group, controller) ? version1 : version2))
				.toList()
				.stream();
		}
		catch (IOException | RuntimeException ex) {
			return Stream.empty();
		}
	}

	private static boolean isFirst(String[] group, String controller) {
		return Arrays.asList(group[1].split(",")).contains(controller);
	}

	private static Stream<Path> files(String[] group, List<CgroupMount> mounts, String controller, List<String> names) {
		boolean first = isFirst(group, controller);
		boolean second = group[0].equals("0");
		return mounts.stream()
			.filter((mount) -> (first && mount.hasVersion1(controller)) || (second && mount.isVersion2()))
			.flatMap((mount) -> names.stream().flatMap((name) -> mount.filesUpwards(group[2], name)));
	}

}
