package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds how much memory the control groups leave to this process. The JDK looks at the
 * group of the process; a group around it may have a lower limit.
 *
 * @since 0.1.0
 */
public final class MemoryLimit {

	private static final List<String> VERSION_1 = List.of("memory.limit_in_bytes");

	/**
	 * Above the second the kernel has the group's processes wait.
	 */
	private static final List<String> VERSION_2 = List.of("memory.max", "memory.high");

	private MemoryLimit() {
	}

	/**
	 * Return the lowest limit of the groups that this process is in.
	 * @return bytes, or empty if there is no limit or no control group
	 */
	public static OptionalLong current() {
		return find(Path.of("/proc/self/cgroup"), Path.of("/proc/self/mountinfo"));
	}

	/**
	 * Return how much more memory this process and its children can have before processes
	 * are killed for it, as of now: what the machine can give, and what each group
	 * leaves. File content that nobody has used lately can be given up.
	 * @return bytes, or empty if this system does not tell
	 */
	public static OptionalLong free() {
		return free(Path.of("/proc/self/cgroup"), Path.of("/proc/self/mountinfo"), Path.of("/proc/meminfo"));
	}

	static OptionalLong free(Path cgroup, Path mountInfo, Path memInfo) {
		LongStream machine = figure(memInfo, "MemAvailable:").map((kibibytes) -> kibibytes * 1024);
		return LongStream.concat(machine, files(cgroup, mountInfo).flatMapToLong(MemoryLimit::free)).min();
	}

	private static LongStream free(Path limit) {
		Path group = limit.getParent();
		return read(limit).flatMap((bytes) -> Stream.of("memory.usage_in_bytes", "memory.current")
			.flatMapToLong((name) -> read(group.resolve(name)))
			.map((used) -> bytes - used + unused(group.resolve("memory.stat"))));
	}

	private static long unused(Path statistics) {
		return Stream.of("total_inactive_file", "inactive_file")
			.flatMapToLong((name) -> figure(statistics, name))
			.max()
			.orElse(0);
	}

	private static LongStream figure(Path file, String name) {
		try {
			return LongStream.of(Files.readAllLines(file)
				.stream()
				.map((line) -> line.split("\\s+"))
				.filter((parts) -> parts[0].equals(name))
				.mapToLong((parts) -> Long.parseLong(parts[1]))
				.toArray());
		}
		catch (IOException | RuntimeException ex) {
			return LongStream.empty();
		}
	}

	/**
	 * Return the lowest limit of some groups.
	 * @param cgroup the groups of a process, as {@code /proc/self/cgroup}
	 * @param mountInfo the mounts that it sees, as {@code /proc/self/mountinfo}
	 * @return bytes, or empty if there is none
	 */
	static OptionalLong find(Path cgroup, Path mountInfo) {
		return files(cgroup, mountInfo).flatMapToLong(MemoryLimit::read).min();
	}

	private static Stream<Path> files(Path cgroup, Path mountInfo) {
		return new ControlGroups(cgroup, mountInfo).files("memory", VERSION_1, VERSION_2);
	}

	private static LongStream read(Path file) {
		try {
			String limit = Files.readString(file).trim();
			return limit.matches("[0-9]{1,18}") ? LongStream.of(Long.parseLong(limit)) : LongStream.empty();
		}
		catch (IOException ex) {
			return LongStream.empty();
		}
	}

}
