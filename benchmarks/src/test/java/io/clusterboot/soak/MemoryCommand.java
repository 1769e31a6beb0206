package io.clusterboot.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.clusterboot.integration.ControlGroup;
import io.clusterboot.load.Endpoint;
import io.clusterboot.load.Load;
import io.clusterboot.load.Pause;
import io.clusterboot.load.Traffic;

/**
 * A cluster in a control group with little memory, under load that allocates, with a
 * reload each minute: the kernel must not kill any of it.
 */
class MemoryCommand implements Callable<Boolean> {

	private static final long MIB = 1024 * 1024;

	private static final int PROCESSORS = 2;

	private static final Duration TIMEOUT = Duration.ofSeconds(Soak.option("timeout", 30));

	private static final Duration LONGEST = Duration.ofMinutes(5);

	private static final Duration SETTLE = Duration.ofSeconds(Soak.option("settle", 60));

	private final String workers = Soak.options("workers", List.of("auto")).get(0);

	private final long limit = Soak.option("memory", 1024) * MIB;

	@Override
	public Boolean call() throws IOException {
		ControlGroup group = ControlGroup.create(this.limit, PROCESSORS);
		try (Target target = start(group)) {
			return observe(target, group);
		}
		finally {
			group.delete();
		}
	}

	private Target start(ControlGroup group) {
		return Target.limited(group.prefix(),
				List.of("--server.port=0", "--cluster.workers=" + this.workers, "--cluster.jvm.heap=auto",
						"--management.endpoints.web.exposure.include=cluster,health",
						"--management.endpoint.cluster.access=unrestricted"));
	}

	private boolean observe(Target target, ControlGroup group) throws IOException {
		tell(target, "Each worker gets");
		int count = target.status().get("desiredWorkers").asInt();
		Operations operations = new Operations(target);
		operations.awaitWhole(count);
		Endpoint endpoint = Endpoint
			.loaded("/allocate?kilobytes=" + Soak.option("kilobytes", 256) + "&kept=" + Soak.option("kept", 64));
		try (Load load = Load.start(Traffic.NEW_CONNECTION, endpoint, target.port(), Soak.option("clients", 32),
				Soak.option("rate", 500), TIMEOUT)) {
			for (int i = 0; i < Soak.option("rounds", 10); i++) {
				Pause.of(SETTLE);
				System.out.printf("Reload: %s, %d MiB in use%n", operations.reload().get("state").asString(),
						group.usage() / MIB);
			}
			System.out.print(load.finish(0, LONGEST));
			tell(target, "archive of");
			System.out.printf("%d workers in %d MiB: at most %d MiB in use, %d processes killed for their memory%n",
					count, this.limit / MIB, group.peak() / MIB, group.oomKills());
			return group.oomKills() == 0 && load.tally().failures().isEmpty();
		}
	}

	private static void tell(Target target, String part) {
		target.jvm().output().lines().filter((line) -> line.contains(part)).forEach(System.out::println);
	}

}
