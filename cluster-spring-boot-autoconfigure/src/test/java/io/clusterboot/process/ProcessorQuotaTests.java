package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessorQuota}.
 */
class ProcessorQuotaTests {

	@TempDir
	private Path folder;

	@Test
	void isSetWhenAGroupAroundHasOneInVersion2() throws IOException {
		mount("cgroup2", "rw");
		file("cgroup", "0::/pod/app\n");
		file("root/pod/app/cpu.max", "max 100000\n");
		assertThat(isSet()).isFalse();
		file("root/pod/cpu.max", "200000 100000\n");
		assertThat(isSet()).isTrue();
	}

	@Test
	void isSetWhenGroupHasOneInVersion1() throws IOException {
		mount("cgroup", "rw,cpu,cpuacct");
		file("cgroup", "3:cpu,cpuacct:/app\n");
		file("root/app/cpu.cfs_quota_us", "-1\n");
		assertThat(isSet()).isFalse();
		file("root/app/cpu.cfs_quota_us", "200000\n");
		assertThat(isSet()).isTrue();
	}

	@Test
	void isSetWhenThereAreNoGroupsIsFalse() {
		assertThat(isSet()).isFalse();
	}

	private boolean isSet() {
		return ProcessorQuota.isSet(new ControlGroups(this.folder.resolve("cgroup"), this.folder.resolve("mounts")));
	}

	private void mount(String type, String options) throws IOException {
		file("mounts", "30 22 0:26 / " + this.folder.resolve("root") + " rw - " + type + " x " + options + "\n");
	}

	private void file(String name, String content) throws IOException {
		Path file = this.folder.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

}
