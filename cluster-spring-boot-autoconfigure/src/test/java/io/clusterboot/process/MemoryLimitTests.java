package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemoryLimit}.
 */
class MemoryLimitTests {

	@TempDir
	private Path folder;

	@Test
	void findWhenVersion2TakesTheLowestOfAllGroupsAround() throws Exception {
		file("v2/kubepods/memory.max", "4000\n");
		file("v2/kubepods/pod/memory.max", "2000\n");
		file("v2/kubepods/pod/app/memory.max", "3000\n");
		assertThat(find("0::/kubepods/pod/app\n", mount("/", "v2", "cgroup2", "rw"))).hasValue(2000);
		file("v2/kubepods/pod/app/memory.high", "1500\n");
		assertThat(find("0::/kubepods/pod/app\n", mount("/", "v2", "cgroup2", "rw"))).hasValue(1500);
	}

	@Test
	void findWhenNoLimitIsSetIsEmpty() throws Exception {
		file("v2/app/memory.max", "max\n");
		file("memory/app/memory.limit_in_bytes", "9223372036854771712\n");
		assertThat(find("0::/app\n", mount("/", "v2", "cgroup2", "rw"))).isEmpty();
		assertThat(find("4:memory:/app\n", mount("/", "memory", "cgroup", "rw,memory"))).isEmpty();
	}

	@Test
	void findWhenVersion1TakesTheLowestOfAllGroupsAround() throws Exception {
		file("memory/outer/memory.limit_in_bytes", "1000\n");
		file("memory/outer/inner/memory.limit_in_bytes", "9223372036854771712\n");
		file("memory.limit_in_bytes", "7\n");
		assertThat(find("5:cpu:/outer\n4:memory:/outer/inner\n0::/\n",
				mount("/", "cpu", "cgroup", "rw,cpu") + mount("/", "memory", "cgroup", "rw,memory")))
			.hasValue(1000);
	}

	@Test
	void findWhenInContainerStripsRootOfMount() throws Exception {
		file("memory/memory.limit_in_bytes", "1000\n");
		assertThat(find("4:memory:/docker/abc\n", mount("/docker/abc", "memory", "cgroup", "rw,memory")))
			.hasValue(1000);
		assertThat(find("4:memory:/../other\n", mount("/", "memory", "cgroup", "rw,memory"))).isEmpty();
	}

	@Test
	void findWhenNothingIsToBeReadIsEmpty() throws Exception {
		assertThat(MemoryLimit.find(this.folder.resolve("none"), this.folder.resolve("none"))).isEmpty();
		assertThat(find("garbage\n", "garbage - a b c\n")).isEmpty();
	}

	@Test
	void freeWhenVersion2IsTheLeastThatAGroupLeaves() throws Exception {
		file("v2/pod/memory.max", "1000000\n");
		file("v2/pod/memory.current", "700000\n");
		file("v2/pod/memory.stat", "anon 5\ninactive_file 100000\nactive_file 7\n");
		file("v2/pod/app/memory.max", "max\n");
		file("v2/pod/app/memory.current", "600000\n");
		assertThat(free("0::/pod/app\n", mount("/", "v2", "cgroup2", "rw"), "MemAvailable: 1000 kB\n"))
			.hasValue(400_000);
		file("v2/pod/app/memory.high", "610000\n");
		assertThat(free("0::/pod/app\n", mount("/", "v2", "cgroup2", "rw"), "")).hasValue(10_000);
	}

	@Test
	void freeWhenVersion1CountsTheGroupsWithin() throws Exception {
		file("memory/app/memory.limit_in_bytes", "1000000\n");
		file("memory/app/memory.usage_in_bytes", "950000\n");
		file("memory/app/memory.stat", "inactive_file 0\ntotal_inactive_file 200000\n");
		assertThat(free("4:memory:/app\n", mount("/", "memory", "cgroup", "rw,memory"), "")).hasValue(250_000);
	}

	@Test
	void freeIsWhatTheMachineHas() throws Exception {
		assertThat(free("", "", "MemTotal:  9 kB\nMemFree:  1 kB\nMemAvailable:   5 kB\n")).hasValue(5 * 1024);
		assertThat(free("", "", "MemAvailable: much\n")).isEmpty();
		assertThat(MemoryLimit.free(this.folder, this.folder, this.folder)).isEmpty();
		assertThat(MemoryLimit.free()).isNotEmpty();
	}

	private OptionalLong free(String cgroup, String mounts, String memory) throws IOException {
		return MemoryLimit.free(file("cgroup", cgroup), file("mounts", mounts), file("meminfo", memory));
	}

	private OptionalLong find(String cgroup, String mounts) throws IOException {
		return MemoryLimit.find(file("cgroup", cgroup), file("mounts", mounts));
	}

	private String mount(String root, String point, String type, String options) {
		return "30 22 0:26 " + root + " " + this.folder.resolve(point) + " rw - " + type + " " + type + " " + options
				+ "\n";
	}

	private Path file(String name, String content) throws IOException {
		Path file = this.folder.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, content);
	}

}
