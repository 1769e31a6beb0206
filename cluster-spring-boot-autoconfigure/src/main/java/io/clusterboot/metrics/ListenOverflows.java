package io.clusterboot.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The kernel's count of full accept queues, which is one for all programs in a network
 * namespace.
 */
class ListenOverflows {

	private static final String LINE = "TcpExt:";

	private static final String FIELD = "ListenOverflows";

	private final Path file;

	private final AtomicLong last = new AtomicLong();

	ListenOverflows() {
		this(Path.of("/proc/self/net/netstat"));
	}

	ListenOverflows(Path file) {
		this.file = file;
	}

	/**
	 * Register the counter where the kernel counts.
	 * @param registry where to
	 */
	void register(MeterRegistry registry) {
		if (read().isPresent()) {
			FunctionCounter.builder("cluster.listener.overflows", this, ListenOverflows::count)
				.description("Connections that the kernel dropped because an accept queue was full, "
						+ "of all programs in this network namespace")
				.register(registry);
		}
	}

	private double count() {
		read().ifPresent(this.last::set);
		return this.last.get();
	}

	private OptionalLong read() {
		try {
			List<List<String>> lines = Files.readAllLines(this.file)
				.stream()
				.map((line) -> Arrays.asList(line.split(" ")))
				.filter((fields) -> fields.get(0).equals(LINE))
				.toList();
			int index = lines.get(0).indexOf(FIELD);
			return OptionalLong.of(Long.parseLong(lines.get(1).get(index)));
		}
		catch (IOException | RuntimeException ex) {
			return OptionalLong.empty();
		}
	}

}
