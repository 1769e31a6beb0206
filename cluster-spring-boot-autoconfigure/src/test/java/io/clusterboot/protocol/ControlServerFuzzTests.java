package io.clusterboot.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.clusterboot.ClusterStatus;
import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link ControlServer} bears whatever is sent to it.
 */
@ExtendWith(OutputCaptureExtension.class)
class ControlServerFuzzTests {

	private static final int FRAMES = 100_000;

	private static final int FRAMES_PER_CONNECTION = 50;

	private static final int THREADS = 4;

	private static final WorkerIdentity WORKER = new WorkerIdentity(1, 0, 1);

	private final ClusterStatus status = new MessageSamples(1).status(4);

	private final AtomicLong ids = new AtomicLong(100);

	private final AtomicInteger strangersOnline = new AtomicInteger();

	private final AtomicInteger strangersGone = new AtomicInteger();

	private final AtomicInteger workerGone = new AtomicInteger();

	private volatile boolean conversing = true;

	@TempDir
	private Path directory;

	private Path socket;

	private ControlServer server;

	private ExecutorService threads;

	@BeforeEach
	void start() throws IOException {
		this.socket = this.directory.resolve("control.sock");
		this.server = new ControlServer(this.socket, new Answering());
		this.threads = Executors.newFixedThreadPool(THREADS + 1);
	}

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.server.close();
	}

	@Test
	@Timeout(30)
	void serverWhenFloodedWithGarbageServesItsWorkerAndLeaksNothing(CapturedOutput output) throws Exception {
		try (RawConnection worker = new RawConnection(this.socket)) {
			worker.hello(this.server.issueToken(WORKER));
			assertThat(worker.read()).isEqualTo(new Message.Welcome(1));
			flood(FRAMES_PER_CONNECTION * 20, 0);
			long descriptors = settledDescriptors();
			Future<Traffic> traffic = this.threads.submit(() -> converse(worker));
			long start = System.nanoTime();
			assertThat(flood(FRAMES, 1)).isGreaterThanOrEqualTo(FRAMES / FRAMES_PER_CONNECTION);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
			this.conversing = false;
			Traffic seen = traffic.get(5, TimeUnit.SECONDS);
			assertThat(seen.replies()).isGreaterThan(10);
			assertThat(seen.slowest()).isLessThan(Duration.ofSeconds(2));
			Awaitility.await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors));
		}
		assertThat(this.strangersOnline.get()).isGreaterThan(100);
		Awaitility.await().untilAsserted(() -> {
			assertThat(this.strangersGone.get()).isEqualTo(this.strangersOnline.get());
			assertThat(this.workerGone.get()).isOne();
		});
		assertThat(output).doesNotContain("had a failure", "message failed", "Exception in thread");
	}

	private Traffic converse(RawConnection worker) throws IOException {
		int replies = 0;
		long slowest = 0;
		while (this.conversing) {
			long start = System.nanoTime();
			worker.send(new Message.StatusRequest(replies));
			assertThat(worker.read()).isEqualTo(new Message.StatusReply(replies, this.status));
			slowest = Math.max(slowest, System.nanoTime() - start);
			replies++;
		}
		return new Traffic(replies, Duration.ofNanos(slowest));
	}

	/**
	 * Send mangled frames from several threads.
	 * @param frames how many to send at least
	 * @param seed makes it repeatable
	 * @return how many connections it took
	 */
	private int flood(int frames, int seed) throws Exception {
		AtomicInteger left = new AtomicInteger(frames);
		AtomicInteger connections = new AtomicInteger();
		List<Future<?>> floods = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Random random = new Random(seed * 100L + i);
			floods.add(this.threads.submit(() -> {
				while (left.get() > 0) {
					left.addAndGet(-sendMangled(random));
					connections.incrementAndGet();
				}
				return null;
			}));
		}
		for (Future<?> flood : floods) {
			flood.get(25, TimeUnit.SECONDS);
		}
		return connections.get();
	}

	private int sendMangled(Random random) throws IOException {
		byte[] frames = mangled(random);
		try (RawConnection connection = new RawConnection(this.socket)) {
			connection.send(frames);
			return FRAMES_PER_CONNECTION;
		}
		catch (IOException ex) {
			// The server hung up before everything was sent: not counted.
			return 0;
		}
	}

	private byte[] mangled(Random random) throws IOException {
		FrameMangler mangler = new FrameMangler(random.nextLong());
		MessageSamples samples = new MessageSamples(random.nextLong());
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int valid = 0;
		if (random.nextBoolean()) {
			WorkerIdentity stranger = new WorkerIdentity(this.ids.incrementAndGet(), 7, 1);
			bytes.write(FrameMangler.valid(new Message.Hello(1, this.server.issueToken(stranger), random.nextInt())));
			valid = random.nextInt(FRAMES_PER_CONNECTION);
		}
		for (int i = 0; i < FRAMES_PER_CONNECTION; i++) {
			bytes.write((i < valid) ? FrameMangler.valid(new Message.Heartbeat(samples.load())) : mangler.frame());
		}
		return bytes.toByteArray();
	}

	private static long settledDescriptors() {
		long[] last = { -1 };
		Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
			long before = last[0];
			last[0] = descriptors();
			return before == last[0];
		});
		return last[0];
	}

	private static long descriptors() throws IOException {
		try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
			return open.count();
		}
	}

	/**
	 * What the worker saw.
	 *
	 * @param replies how many answers it got
	 * @param slowest how long the slowest answer took
	 */
	private record Traffic(int replies, Duration slowest) {

	}

	/**
	 * Answers requests and counts who comes and goes.
	 */
	private final class Answering implements ControlServer.Handler {

		@Override
		public void online(WorkerIdentity identity, long pid) {
			if (!identity.equals(WORKER)) {
				ControlServerFuzzTests.this.strangersOnline.incrementAndGet();
			}
		}

		@Override
		public void message(WorkerIdentity identity, Message.FromWorker message) {
			if (message instanceof Message.StatusRequest request && identity.equals(WORKER)) {
				ControlServerFuzzTests.this.server.send(identity.id(),
						new Message.StatusReply(request.request(), ControlServerFuzzTests.this.status));
			}
		}

		@Override
		public void disconnected(WorkerIdentity identity) {
			(identity.equals(WORKER) ? ControlServerFuzzTests.this.workerGone
					: ControlServerFuzzTests.this.strangersGone)
				.incrementAndGet();
		}

	}

}
