package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceManager} and its datagrams, with a real socket.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServiceManagerTests {

	@TempDir
	private Path directory;

	private String path() {
		return this.directory.resolve("notify").toString();
	}

	@Test
	void sendWhenAddressIsPathArrivesAsOneMessage() {
		try (NotifyReceiver receiver = new NotifyReceiver(path())) {
			ServiceManager manager = new ServiceManager(path());
			manager.send("READY=1", "STATUS=2 of 4 wörkers ready");
			manager.send("WATCHDOG=1");
			assertThat(receiver.next()).isEqualTo("READY=1\nSTATUS=2 of 4 wörkers ready");
			assertThat(receiver.next()).isEqualTo("WATCHDOG=1");
			assertThat(receiver.next()).isNull();
		}
	}

	@Test
	void sendWhenAddressIsAbstractArrives() throws IOException {
		String address = "@cluster-test-" + ProcessHandle.current().pid();
		try (NotifyReceiver receiver = new NotifyReceiver(address)) {
			new ServiceManager(address).send("READY=1");
			assertThat(receiver.next()).isEqualTo("READY=1");
			// The kernel shows an abstract socket in this way, and any other by its path.
			assertThat(Files.readAllLines(Path.of("/proc/net/unix"))).anyMatch((line) -> line.endsWith(" " + address));
		}
		assertThat(Path.of(address)).doesNotExist();
	}

	@Test
	void sendWithTimeTellsTheMonotonicClock() {
		try (NotifyReceiver receiver = new NotifyReceiver(path())) {
			long before = monotonicMicros();
			new ServiceManager(path()).sendWithTime("RELOADING=1", "STATUS=Reload 1");
			String message = receiver.next();
			assertThat(message).startsWith("RELOADING=1\nSTATUS=Reload 1\nMONOTONIC_USEC=");
			long time = Long.parseLong(message.substring(message.lastIndexOf('=') + 1));
			assertThat(time).isBetween(before, monotonicMicros());
		}
	}

	/**
	 * HotSpot on Linux takes its time from the same clock.
	 */
	private long monotonicMicros() {
		return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
	}

	@Test
	void sendWhenNobodyListensIsWarnedOfOnceAndTriedAgain(CapturedOutput output) throws IOException {
		ServiceManager manager = new ServiceManager(path());
		manager.send("STATUS=one");
		manager.send("STATUS=two");
		assertThat(output.getOut().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("The service manager is not told", "NOTIFY_SOCKET=" + path(), "sendto: No such file");
		try (NotifyReceiver receiver = new NotifyReceiver(path())) {
			manager.send("STATUS=three");
			assertThat(receiver.next()).isEqualTo("STATUS=three");
		}
		Files.delete(Path.of(path()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "notify", "vsock:2:1234", "@", "/" })
	void sendWhenAddressIsNoneIsWarnedOf(String address, CapturedOutput output) {
		ServiceManager manager = new ServiceManager(address);
		manager.send("READY=1");
		manager.send("READY=1");
		assertThat(output.getOut().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("NOTIFY_SOCKET=" + address + ")", "it must ");
	}

	@Test
	void sendWhenPathIsTooLongIsWarnedOf(CapturedOutput output) {
		new ServiceManager("/" + "x".repeat(107)).send("READY=1");
		assertThat(output).contains("it must have 2 to 107 bytes");
		assertThat(NotifyAddress.of("/" + "x".repeat(106)).bytes()).hasSize(109);
	}

	@Test
	void sendWhenThereAreNoNativeCallsIsWarnedOfOnceAndNotTriedAgain(CapturedOutput output) {
		AtomicInteger loaded = new AtomicInteger();
		ServiceManager manager = new ServiceManager(path(), () -> {
			loaded.incrementAndGet();
			throw new UnsatisfiedLinkError("no such library");
		});
		manager.send("READY=1");
		manager.sendWithTime("RELOADING=1");
		assertThat(loaded).hasValue(1);
		assertThat(output).containsOnlyOnce("no native calls, java.lang.UnsatisfiedLinkError: no such library");
	}

}
