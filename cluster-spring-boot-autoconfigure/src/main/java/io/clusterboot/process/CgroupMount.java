package io.clusterboot.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One mount, of a control group or of anything else.
 *
 * @param root the folder of the file system that is mounted
 * @param point where it is mounted
 * @param type type of the file system
 * @param options options of the file system
 */
record CgroupMount(String root, String point, String type, List<String> options) {

	static Stream<CgroupMount> parse(String line) {
		String[] halves = line.split(" - ", 2);
		String[] left = halves[0].split(" ");
		String[] right = (halves.length > 1) ? halves[1].split(" ") : new String[0];
		if (left.length < 5 || right.length < 3) {
			return Stream.empty();
		}
		return Stream.of(new CgroupMount(left[3], left[4], right[0], List.of(right[2].split(","))));
	}

	boolean isVersion2() {
		return this.type.equals("cgroup2");
	}

	boolean hasVersion1(String controller) {
		return this.type.equals("cgroup") && this.options.contains(controller);
	}

	/**
	 * Return where a group's file may be. In a container the mount often shows the group
	 * itself as its root, whatever the group is called outside.
	 * @param group path of the group
	 * @param name name of the file
	 * @return the paths to try
	 */
	Stream<Path> files(String group, String name) {
		return Stream.of(folder(group).resolve(name), Path.of(this.point, name));
	}

	/**
	 * Return where a file of a group may be, and those of all groups that it is in.
	 * @param group path of the group
	 * @param name name of the file
	 * @return the paths to try
	 */
	Stream<Path> filesUpwards(String group, String name) {
		Path top = Path.of(this.point);
		return Stream
			.iterate(folder(group).normalize(), (folder) -> folder != null && folder.startsWith(top), Path::getParent)
			.map((folder) -> folder.resolve(name));
	}

	private Path folder(String group) {
		boolean below = group.equals(this.root) || group.startsWith(this.root.equals("/") ? "/" : this.root + "/");
		return Path.of(this.point, below ? group.substring(this.root.length()) : "");
	}

}
