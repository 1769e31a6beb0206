package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a {@link ToolProcess} runs in tests.
 */
public final class ToolProbe {

	private ToolProbe() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		switch (args[0]) {
			case "print" -> print(args);
			case "fail" -> {
				print(args);
				System.exit(3);
			}
			case "throw" -> throw new IllegalStateException("outer", new IllegalArgumentException("cause"));
			case "wait" -> {
				System.out.println("waiting");
				Thread.currentThread().join();
			}
			case "environment" -> System.getenv().keySet().forEach(System.out::println);
			case "start" -> ToolProcess
				.start(List.of("-cp", System.getProperty("java.class.path"), ToolProbe.class.getName(), "environment"),
						Path.of(args[1]))
				.await(Duration.ofSeconds(30));
			default -> throw new IllegalArgumentException(args[0]);
		}
	}

	private static void print(String[] args) {
		Arrays.stream(args).skip(1).forEach(System.out::println);
	}

}
