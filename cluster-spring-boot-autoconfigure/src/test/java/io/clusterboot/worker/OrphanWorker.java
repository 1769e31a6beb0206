package io.clusterboot.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Lives until its primary is gone.
 */
public final class OrphanWorker {

	private OrphanWorker() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		LastResortExit exit = new LastResortExit();
		WorkerAgent agent = new WorkerAgent(Path.of(args[0]), System.getenv("TOKEN"), Long.parseLong(args[1]),
				Duration.ofMillis(100), new JvmLoadSampler(), (reason) -> {
					System.out.println("lost: " + reason);
					exit.begin(0, Duration.ofSeconds(5), reason);
				}, (message) -> {
				});
		agent.start();
		new CountDownLatch(1).await();
	}

}
