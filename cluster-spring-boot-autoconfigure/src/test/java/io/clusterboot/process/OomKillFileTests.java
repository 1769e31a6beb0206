package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OomKillFile} and {@link OomKills}.
 */
class OomKillFileTests {

	private static final String ROOT_MOUNT = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";

	@TempDir
	private Path folder;

	@Test
	void findWhenVersion2OnHostUsesOwnGroup() throws Exception {
		Path expected = file("v2/system.slice/app.service/memory.events", "oom_kill 0");
		file("v2/memory.events", "oom_kill 9");
		assertFound("0::/system.slice/app.service\n", mount("/", "v2", "cgroup2", "rw"), expected);
	}

	@Test
	void findWhenVersion2InContainerUsesMount() throws Exception {
		Path expected = file("v2/memory.events", "oom_kill 0");
		assertFound("0::/\n", mount("/", "v2", "cgroup2", "rw"), expected);
		assertFound("0::/../other\n", mount("/", "v2", "cgroup2", "rw"), expected);
	}

	@Test
	void findWhenVersion1InContainerStripsRootOfMount() throws Exception {
		Path expected = file("memory/memory.oom_control", "oom_kill 0");
		String mounts = mount("/docker/abc", "cpu", "cgroup", "rw,cpu")
				+ mount("/docker/abc", "memory", "cgroup", "rw,memory");
		assertFound("5:cpu:/docker/abc\n4:memory:/docker/abc\n0::/docker/abc\n", mounts, expected);
	}

	@Test
	void findWhenBothVersionsUsesTheOneWithMemory() throws Exception {
		Path expected = file("memory/app/memory.oom_control", "oom_kill 0");
		String mounts = mount("/", "memory", "cgroup", "rw,memory") + mount("/", "unified", "cgroup2", "rw");
		assertFound("4:hugetlb,memory:/app\n0::/\n", mounts, expected);
	}

	@Test
	void findWhenNoGroupsFindsNothing() throws Exception {
		assertThat(OomKillFile.find(this.folder.resolve("none"), this.folder.resolve("none"))).isEmpty();
		assertThat(OomKillFile.find(file("garbage", "a\n"), file("mounts", "b - c\n"))).isEmpty();
		assertThat(OomKillFile.find(file("cgroup", "0::/\n"), file("mounts", ROOT_MOUNT))).isEmpty();
	}

	@Test
	void claimTakesEachKillOnce() throws Exception {
		Path counter = file("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 5\n");
		OomKills kills = new OomKills(Optional.of(counter));
		assertThat(kills.claim()).isFalse();
		file("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 7\n");
		assertThat(kills.claim()).isTrue();
		assertThat(kills.claim()).isTrue();
		assertThat(kills.claim()).isFalse();
		file("memory.oom_control", "oom_kill 8\n");
		kills.forget();
		assertThat(kills.claim()).isFalse();
	}

	@Test
	void claimWhenCounterIsUnreadableIsFalse() throws Exception {
		assertThat(new OomKills(Optional.empty()).claim()).isFalse();
		assertThat(new OomKills(Optional.of(file("garbage", "oom_kill many\n"))).claim()).isFalse();
		assertThat(new OomKills(Optional.of(this.folder)).claim()).isFalse();
	}

	private void assertFound(String cgroup, String mounts, Path expected) throws IOException {
		assertThat(OomKillFile.find(file("cgroup", cgroup), file("mountinfo", ROOT_MOUNT + mounts))).contains(expected);
	}

	private String mount(String root, String point, String type, String options) {
		return "35 31 0:32 " + root + " " + this.folder.resolve(point) + " rw,nosuid - " + type + " cgroup " + options
				+ "\n";
	}

	private Path file(String name, String content) throws IOException {
		Path file = this.folder.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, content);
	}

}
