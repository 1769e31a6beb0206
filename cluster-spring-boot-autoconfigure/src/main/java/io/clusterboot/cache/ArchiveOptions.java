package io.clusterboot.cache;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.clusterboot.process.MemorySize;

/**
 * Options of the JVM that have to do with archives of classes.
 */
final class ArchiveOptions {

	static final String FILE = "application.jsa";

	/**
	 * Options by which the user has such an archive already, or wants none, or by which
	 * the JVM uses none.
	 */
	private static final List<String> USERS_OWN = List.of("-XX:SharedArchiveFile=", "-XX:AOTCache", "-XX:AOTMode=",
			"-XX:AOTConfiguration=", "-XX:DumpLoadedClassList=", "-XX:SharedClassListFile=",
			"-XX:ArchiveClassesAtExit=", "-XX:+AutoCreateSharedArchive", "-XX:-UseSharedSpaces", "-Xshare:",
			"--patch-module", "--upgrade-module-path", "--limit-modules", "-Xbootclasspath/a:",
			"-Djava.system.class.loader=");

	/**
	 * Options with which the archive has to be made that are to use it.
	 */
	private static final Pattern LAYOUT = Pattern.compile("-XX:[+-]Use\\w*GC|-XX:[+-]UseCompressed\\w+"
			+ "|-XX:[+-]UseCompactObjectHeaders|-XX:ObjectAlignmentInBytes=.*|-XX:[+-]UnlockExperimentalVMOptions"
			+ "|--enable-preview|-XX:[+-]BytecodeVerification\\w+");

	private static final Pattern POINTERS = Pattern.compile("-XX:[+-]UseCompressedOops|-XX:ObjectAlignmentInBytes=.*");

	private static final String MAX_HEAP = "-Xmx";

	/**
	 * From this size on the JVM does not compress pointers to objects. It then uses no
	 * archive at all that was made by one that does.
	 */
	private static final long LARGE = 32L << 30;

	private ArchiveOptions() {
	}

	/**
	 * Return the options that rule out an archive of ours.
	 * @param options all options of the JVM
	 * @return those options
	 */
	static Stream<String> usersOwn(List<String> options) {
		return options.stream().filter((option) -> USERS_OWN.stream().anyMatch(option::startsWith));
	}

	/**
	 * Return the options that an archive is made with.
	 * @param options all options of the JVM, with the largest heap
	 * @return those options
	 */
	static List<String> layout(List<String> options) {
		List<String> layout = options.stream().filter((option) -> LAYOUT.matcher(option).matches()).toList();
		if (layout.stream().anyMatch((option) -> POINTERS.matcher(option).matches()) || !isLarge(options)) {
			return layout;
		}
		return Stream.concat(layout.stream(), Stream.of("-XX:-UseCompressedOops")).toList();
	}

	private static boolean isLarge(List<String> options) {
		return options.stream()
			.filter((option) -> option.startsWith(MAX_HEAP))
			.reduce((first, second) -> second)
			.map((option) -> MemorySize.parse(option.substring(MAX_HEAP.length())).orElse(0))
			.orElse(0L) >= LARGE;
	}

	/**
	 * Return the options by which a worker uses an archive.
	 * @param archive the archive
	 * @return the options
	 */
	static List<String> use(Path archive) {
		// Where each JVM maps it elsewhere, none of its pages are shared.
		return List.of("-XX:SharedArchiveFile=" + archive, "-XX:+UnlockDiagnosticVMOptions",
				"-XX:ArchiveRelocationMode=0");
	}

	/**
	 * Return the options by which a worker lists its classes.
	 * @param list the file to write
	 * @return the options
	 */
	static List<String> list(Path list) {
		return List.of("-XX:DumpLoadedClassList=" + list);
	}

}
