package io.clusterboot.protocol;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/**
 * Connects to a primary and says how the channel ended, as a JVM with little memory.
 */
public final class SmallWorker {

	private SmallWorker() {
	}

	public static void main(String[] args) throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		ControlClient.connect(Path.of(args[0]), args[1], ProcessHandle.current().pid(), new ControlClient.Listener() {

			@Override
			public void message(Message.FromPrimary message) {
				System.out.println("got " + message.getClass().getSimpleName());
			}

			@Override
			public void closed(@Nullable Throwable cause) {
				System.out.println("closed by " + cause);
				closed.countDown();
			}

		});
		closed.await();
	}

}
