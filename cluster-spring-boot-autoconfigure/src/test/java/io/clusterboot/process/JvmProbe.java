package io.clusterboot.process;

import java.util.ArrayList;
import java.util.List;

/**
 * A JVM that ends in the way it is told.
 */
public final class JvmProbe {

	private JvmProbe() {
	}

	public static void main(String[] args) throws InterruptedException {
		switch (args[0]) {
			case "halt" -> Runtime.getRuntime().halt(7);
			case "fill" -> fill();
			case "wait" -> await();
			default -> throw new IllegalArgumentException(args[0]);
		}
	}

	private static void fill() {
		List<byte[]> blocks = new ArrayList<>();
		while (blocks.size() < 1_000) {
			blocks.add(new byte[1024 * 1024]);
		}
	}

	private static void await() throws InterruptedException {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("last words")));
		System.out.println("waiting");
		Thread.currentThread().join();
	}

}
