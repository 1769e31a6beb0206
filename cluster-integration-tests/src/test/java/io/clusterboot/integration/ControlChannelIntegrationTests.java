package io.clusterboot.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the control channel of a live cluster when somebody of the same user talks
 * nonsense to it.
 */
class ControlChannelIntegrationTests {

	private static final int IDLE = 200;

	@RegisterExtension
	final TestCluster cluster = new TestCluster();

	private final Random random = new Random(4711);

	@Test
	void channelWhenStrangersTalkNonsenseServesTheWorkers() throws IOException {
		RunningCluster running = this.cluster.start(2);
		List<Long> workers = running.workers();
		Path socket = socket(workers.get(0));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
			.isEqualTo("rwx------");
		long before = sockets(running.primary().pid());
		talkNonsense(socket);
		assertUnaffected(running, workers);
		List<SocketChannel> idle = new ArrayList<>();
		try {
			for (int i = 0; i < IDLE; i++) {
				idle.add(connect(socket));
			}
			assertUnaffected(running, workers);
		}
		finally {
			close(idle);
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(40))
			.untilAsserted(() -> assertThat(sockets(running.primary().pid())).isEqualTo(before));
		assertUnaffected(running, workers);
		Processes.signal("KILL", workers.get(0));
		Awaitility.await()
			.atMost(TestCluster.START)
			.ignoreExceptions()
			.until(() -> running.status().get("readyWorkers").asInt() == 2 && running.workers().size() == 2
					&& !running.workers().contains(workers.get(0)));
	}

	private void talkNonsense(Path socket) throws IOException {
		for (int i = 0; i < 300; i++) {
			try (SocketChannel channel = connect(socket)) {
				write(channel, nonsense(i));
			}
		}
	}

	private ByteBuffer nonsense(int number) {
		byte[] garbage = new byte[1 + this.random.nextInt(5000)];
		this.random.nextBytes(garbage);
		return switch (number % 6) {
			case 0 -> ByteBuffer.wrap(garbage);
			case 1 -> ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).flip();
			case 2 -> ByteBuffer.allocate(4).putInt(-1).flip();
			case 3 -> ByteBuffer.allocate(6).putInt(100).putShort((short) 1).flip();
			case 4 -> ByteBuffer.allocate(4 + garbage.length).putInt(garbage.length).put(garbage).flip();
			default -> ByteBuffer.allocate(0);
		};
	}

	private void write(SocketChannel channel, ByteBuffer bytes) {
		try {
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
		}
		catch (IOException ex) {
			// Closed at the first byte that made no sense.
		}
	}

	private void assertUnaffected(RunningCluster running, List<Long> workers) {
		assertThat(running.answering(40)).containsExactlyInAnyOrderElementsOf(workers);
		for (JsonNode worker : running.status().get("workers")) {
			assertThat(worker.get("state").asString()).isEqualTo("READY");
			assertThat(worker.get("restarts").asInt()).isZero();
			assertThat(Duration.parse(worker.get("heartbeatAge").asString())).isLessThan(Limit.ofSeconds(5));
		}
	}

	private Path socket(long worker) {
		String key = "-Dcluster.worker.channel=";
		return Stream.of(Processes.commandLine(worker).split("\0"))
			.filter((argument) -> argument.startsWith(key))
			.map((argument) -> Path.of(argument.substring(key.length())))
			.findFirst()
			.orElseThrow();
	}

	private SocketChannel connect(Path socket) throws IOException {
		SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
		channel.connect(UnixDomainSocketAddress.of(socket));
		return channel;
	}

	private void close(List<SocketChannel> channels) throws IOException {
		for (SocketChannel channel : channels) {
			channel.close();
		}
	}

	private long sockets(long pid) {
		try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
			return files.filter(this::isSocket).count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean isSocket(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
