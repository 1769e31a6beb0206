package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.clusterboot.process.ToolProcess;

/**
 * {@link JdkTools} in JVMs of their own.
 */
final class ForkedTools implements JdkTools {

	/**
	 * Enough on a machine that is busy with something else.
	 */
	private static final Duration EXTRACTION = Duration.ofSeconds(30);

	private static final Duration DUMP = Duration.ofMinutes(5);

	private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

	/**
	 * Most of what a dump takes is not on the heap, which grows by what is needed only.
	 */
	private static final List<String> DUMPING = List.of("-XX:TieredStopAtLevel=1", "-XX:ActiveProcessorCount=1",
			"-Xms16m", "-Xmn8m", "-Xmx256m");

	private final List<String> options;

	private final AtomicReference<@Nullable ToolProcess> dumping = new AtomicReference<>();

	/**
	 * Create a new {@link ForkedTools} instance.
	 * @param options the options with which archives are made
	 */
	ForkedTools(List<String> options) {
		this.options = List.copyOf(options);
	}

	@Override
	public void extract(Path jar, Path folder) throws IOException, InterruptedException {
		List<String> arguments = new ArrayList<>(SMALL);
		arguments.addAll(List.of("-Djarmode=tools", "-jar", jar.toString(), "extract", "--force", "--destination",
				folder.toString()));
		Path output = folder.resolveSibling(folder.getFileName() + ".log");
		try {
			ToolProcess.start(arguments, output).await(EXTRACTION);
		}
		finally {
			Files.deleteIfExists(output);
		}
	}

	@Override
	public void dump(Path classes, Path jar, Path archive, BooleanSupplier hindered)
			throws IOException, InterruptedException {
		List<String> arguments = new ArrayList<>(this.options);
		arguments.addAll(DUMPING);
		arguments.addAll(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + classes,
				"-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-Xlog:all=error:stderr", "-cp", jar.toString()));
		Path output = classes.resolveSibling(classes.getFileName() + ".log");
		ToolProcess dumping = ToolProcess.startInBackground(arguments, output);
		this.dumping.set(dumping);
		try {
			if (hindered.getAsBoolean()) {
				dumping.kill();
			}
			dumping.await(DUMP);
		}
		finally {
			this.dumping.set(null);
			Files.deleteIfExists(output);
		}
	}

	@Override
	public void abort() {
		ToolProcess dumping = this.dumping.get();
		if (dumping != null) {
			dumping.kill();
		}
	}

}
