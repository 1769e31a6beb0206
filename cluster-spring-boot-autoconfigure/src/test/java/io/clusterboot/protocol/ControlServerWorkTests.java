package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for work that a {@link ControlServer} does beside serving the workers.
 */
@Timeout(60)
class ControlServerWorkTests {

	private static final WorkerIdentity WORKER = new WorkerIdentity(1, 0, 1);

	@TempDir
	private Path directory;

	private final RecordingHandler handler = new RecordingHandler();

	private final AtomicInteger works = new AtomicInteger();

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	private ControlServer server;

	private RawConnection worker;

	@BeforeEach
	void start() throws IOException {
		this.server = new ControlServer(this.directory.resolve("control.sock"), new Working());
		this.worker = new RawConnection(this.directory.resolve("control.sock")).hello(this.server.issueToken(WORKER));
		assertThat(this.worker.read()).isEqualTo(new Message.Welcome(1));
	}

	@AfterEach
	void stop() throws IOException {
		this.worker.close();
		this.server.close();
		Awaitility.await().until(() -> this.threads.stream().noneMatch(Thread::isAlive));
	}

	@Test
	void executeWhenAskedFromTheHandlerIsDoneByTheSameThreadAfterwards() throws Exception {
		for (int i = 1; i <= 1000; i++) {
			this.worker.send(new Message.StatusRequest(i));
		}
		Awaitility.await().until(() -> this.works.get() == 1000);
		assertThat(this.threads).hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void executeWhenItTakesLongHoldsUpNobody() throws Exception {
		CountDownLatch goOn = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		this.server.execute(() -> {
			this.threads.add(Thread.currentThread());
			begun.countDown();
			await(goOn);
		});
		await(begun);
		for (int i = 1; i <= 10; i++) {
			this.worker.send(new Message.StatusRequest(i));
			Message reply = new Message.StatusReply(i, new MessageSamples(4).status(1));
			this.server.send(WORKER.id(), (Message.FromPrimary) reply);
			assertThat(this.worker.read()).isEqualTo(reply);
		}
		Awaitility.await().until(() -> this.works.get() == 10);
		goOn.countDown();
		this.worker.send(new Message.StatusRequest(11));
		Awaitility.await().until(() -> this.works.get() == 11);
	}

	@Test
	void executeWhenItThrowsOrInterruptsBreaksNothing() throws Exception {
		this.server.execute(() -> {
			Thread.currentThread().interrupt();
			throw new NoClassDefFoundError("expected");
		});
		this.worker.send(new Message.StatusRequest(1));
		Awaitility.await().until(() -> this.works.get() == 1);
	}

	@Test
	void standInWhenInterruptedLaterStillWaits() throws Exception {
		executeWhenItTakesLongHoldsUpNobody();
		for (Thread thread : this.threads) {
			thread.interrupt();
		}
		this.worker.send(new Message.StatusRequest(12));
		Awaitility.await().until(() -> this.works.get() == 12);
		Awaitility.await().until(() -> this.threads.stream().noneMatch(Thread::isInterrupted));
	}

	@Test
	void closeWhenWorkTakesLongDoesNotWaitForIt() {
		CountDownLatch goOn = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		this.server.execute(() -> {
			begun.countDown();
			await(goOn);
		});
		await(begun);
		this.server.close();
		assertThat(goOn.getCount()).isOne();
		assertThat(this.directory.resolve("control.sock")).doesNotExist();
		goOn.countDown();
	}

	@Test
	void closeFromWorkEndsTheServer() {
		CountDownLatch closed = new CountDownLatch(1);
		this.server.execute(() -> {
			this.server.close();
			closed.countDown();
		});
		await(closed);
		this.server.execute(this.works::incrementAndGet);
		assertThat(this.works).as("done by the caller").hasValue(1);
	}

	@Test
	void closeReadsWhatAWorkerSaidLast() throws Exception {
		CountDownLatch goOn = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		this.server.execute(() -> {
			begun.countDown();
			await(goOn);
		});
		await(begun);
		for (int i = 1; i <= 2000; i++) {
			this.worker.send(new Message.StatusRequest(i));
		}
		this.server.close();
		goOn.countDown();
		Awaitility.await().until(() -> this.works.get() == 2000);
	}

	private static void await(CountDownLatch latch) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> latch.getCount() == 0);
	}

	/**
	 * Makes work of each message.
	 */
	private final class Working implements ControlServer.Handler {

		@Override
		public void online(WorkerIdentity identity, long pid) {
			ControlServerWorkTests.this.handler.online(identity, pid);
		}

		@Override
		public void message(WorkerIdentity identity, Message.FromWorker message) {
			ControlServerWorkTests.this.threads.add(Thread.currentThread());
			ControlServerWorkTests.this.server.execute(this::work);
		}

		private void work() {
			ControlServerWorkTests.this.threads.add(Thread.currentThread());
			ControlServerWorkTests.this.works.incrementAndGet();
		}

		@Override
		public void disconnected(WorkerIdentity identity) {
			ControlServerWorkTests.this.handler.disconnected(identity);
		}

	}

}
