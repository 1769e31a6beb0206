package io.clusterboot.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.awaitility.Awaitility;

/**
 * A control group of version 1 with a share of the machine's memory and processors, as a
 * container has one.
 *
 * @param memory the group of the memory controller
 * @param cpu the group of the cpu controller
 * @since 0.1.0
 */
public record ControlGroup(Path memory, Path cpu) {

	private static final Path ROOT = Path.of("/sys/fs/cgroup");

	private static final String PROCESSES = "cgroup.procs";

	/**
	 * Create a group.
	 * @param memory the limit in bytes
	 * @param processors how many processors' time there is
	 * @return the group
	 * @throws IOException if this machine does not allow that
	 */
	public static ControlGroup create(long memory, int processors) throws IOException {
		String name = "cluster-test-" + ProcessHandle.current().pid();
		ControlGroup group = new ControlGroup(ROOT.resolve("memory").resolve(name), ROOT.resolve("cpu").resolve(name));
		Files.createDirectory(group.memory);
		try {
			Files.createDirectory(group.cpu);
			Files.writeString(group.memory.resolve("memory.limit_in_bytes"), Long.toString(memory));
			long period = Long.parseLong(Files.readString(group.cpu.resolve("cpu.cfs_period_us")).strip());
			Files.writeString(group.cpu.resolve("cpu.cfs_quota_us"), Long.toString(processors * period));
			return group;
		}
		catch (IOException ex) {
			group.delete();
			throw ex;
		}
	}

	/**
	 * Return what has to stand before a command for it to run in the group.
	 * @return the beginning of the command
	 */
	public List<String> prefix() {
		String enter = "echo $$ > " + this.memory.resolve(PROCESSES) + " && echo $$ > " + this.cpu.resolve(PROCESSES);
		return List.of("sh", "-c", enter + " && exec \"$@\"", "sh");
	}

	/**
	 * Return who runs in the group.
	 * @return process ids
	 * @throws IOException if they cannot be read
	 */
	List<String> processes() throws IOException {
		return Files.readAllLines(this.memory.resolve(PROCESSES));
	}

	/**
	 * Return how much memory is in use.
	 * @return bytes, those included that the kernel can take back
	 * @throws IOException if that cannot be read
	 */
	public long usage() throws IOException {
		return Long.parseLong(Files.readString(this.memory.resolve("memory.usage_in_bytes")).strip());
	}

	/**
	 * Return how much memory was in use at most.
	 * @return bytes, those included that the kernel could have taken back
	 * @throws IOException if that cannot be read
	 */
	public long peak() throws IOException {
		return Long.parseLong(Files.readString(this.memory.resolve("memory.max_usage_in_bytes")).strip());
	}

	/**
	 * Return how many processes the kernel killed because there was no memory left.
	 * @return the number
	 * @throws IOException if that cannot be read
	 */
	public int oomKills() throws IOException {
		return Files.readAllLines(this.memory.resolve("memory.oom_control"))
			.stream()
			.filter((line) -> line.startsWith("oom_kill "))
			.mapToInt((line) -> Integer.parseInt(line.substring("oom_kill ".length())))
			.sum();
	}

	/**
	 * Delete the group as soon as nobody is in it any more.
	 */
	public void delete() {
		Awaitility.await().atMost(TestCluster.EXIT).ignoreExceptions().until(this::tryDelete);
	}

	private boolean tryDelete() throws IOException {
		Files.deleteIfExists(this.memory);
		Files.deleteIfExists(this.cpu);
		return true;
	}

}
