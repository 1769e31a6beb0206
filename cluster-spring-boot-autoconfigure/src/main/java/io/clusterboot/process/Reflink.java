package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Has a file share the content of another until one of them is written to.
 */
final class Reflink {

	/**
	 * Elsewhere the attempt would only cost the time to load JNA.
	 */
	private static final Set<String> FILE_SYSTEMS = Set.of("btrfs", "xfs", "bcachefs");

	private static final int READ_ONLY = 0;

	private static final int WRITE_ONLY = 1;

	private static final int CLOSE_ON_EXEC = 0x80000;

	private static final int FICLONE = 0x40049409;

	private static final Log logger = LogFactory.getLog(Reflink.class);

	private Reflink() {
	}

	/**
	 * Share the content, if both files are where that is possible.
	 * @param source the file with the content
	 * @param target an empty file
	 * @return {@code false} if the target is still empty
	 */
	static boolean attempt(Path source, Path target) {
		try {
			return FILE_SYSTEMS.contains(Files.getFileStore(source).type())
					&& FILE_SYSTEMS.contains(Files.getFileStore(target).type()) && share(source, target);
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Share the content.
	 * @param source the file with the content
	 * @param target an empty file
	 * @return {@code false} if the target is still empty
	 */
	static boolean share(Path source, Path target) {
		try {
			return share(Native.load(Platform.C_LIBRARY_NAME, CLibrary.class), source, target);
		}
		catch (RuntimeException | Error ex) {
			// JNA throws a plain Error if it finds native code of another release.
			logger.debug("No native calls to share the content of files", ex);
			return false;
		}
	}

	private static boolean share(CLibrary library, Path source, Path target) {
		int in = library.open(name(source), READ_ONLY | CLOSE_ON_EXEC);
		int out = library.open(name(target), WRITE_ONLY | CLOSE_ON_EXEC);
		try {
			return in >= 0 && out >= 0 && library.ioctl(out, new NativeLong(FICLONE), in) == 0;
		}
		finally {
			library.close(in);
			library.close(out);
		}
	}

	private static byte[] name(Path path) {
		byte[] name = path.toAbsolutePath().toString().getBytes(NativeCharset.VALUE);
		return Arrays.copyOf(name, name.length + 1);
	}

	/**
	 * The functions as the C library names them.
	 */
	interface CLibrary extends Library {

		int open(byte[] path, int flags);

		int ioctl(int file, NativeLong request, int source);

		int close(int file);

	}

}
