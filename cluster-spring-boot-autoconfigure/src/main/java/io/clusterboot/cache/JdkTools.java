package io.clusterboot.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * What the JDK and Spring Boot's own tools make of a jar.
 */
interface JdkTools {

	/**
	 * Unpack a jar.
	 * @param jar an executable jar
	 * @param folder gets a jar that runs alone, and the libraries beside it
	 * @throws IOException if it cannot be done; the message is for people
	 * @throws InterruptedException if the thread is interrupted
	 */
	void extract(Path jar, Path folder) throws IOException, InterruptedException;

	/**
	 * Make an archive of classes. Runs nothing of the application.
	 * @param classes the list of classes
	 * @param jar the jar that is to be run with the archive
	 * @param archive the archive
	 * @param hindered whether it is not to be made after all; asked once an abort would
	 * be heard
	 * @throws IOException if it cannot be done; the message is for people
	 * @throws InterruptedException if the thread is interrupted
	 */
	void dump(Path classes, Path jar, Path archive, BooleanSupplier hindered) throws IOException, InterruptedException;

	/**
	 * End at once what is being dumped, and let it fail.
	 */
	void abort();

}
