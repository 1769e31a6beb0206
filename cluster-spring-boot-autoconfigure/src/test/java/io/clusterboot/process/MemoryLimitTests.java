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
