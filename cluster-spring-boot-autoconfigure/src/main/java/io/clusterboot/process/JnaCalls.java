package io.clusterboot.process;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * {@link NativeCalls} through JNA, which is loaded with the first use.
 */
final class JnaCalls implements NativeCalls {

	private static final int WNOHANG = 1;

	/**
	 * Bytes for 8,192 processors, the most that Linux can be built for.
	 */
	private static final int MASK = 1024;

	private static final Log logger = LogFactory.getLog(JnaCalls.class);

	private final CLibrary library = Native.load(Platform.C_LIBRARY_NAME, CLibrary.class);

	private JnaCalls() {
	}

	/**
	 * Return the native calls, or nothing where JNA cannot load: with another C library
	 * than it was built for, or without a temporary folder to run code from. Says so
	 * once.
	 * @return the native calls
	 */
	static Optional<NativeCalls> load() {
		return Loaded.CALLS;
	}

	@Override
	public int reap(int pid) {
		return this.library.waitpid(pid, null, WNOHANG);
	}

	@Override
	public int kill(int pid, int signal) {
		return this.library.kill(pid, signal);
	}

	@Override
	public void trim() {
		try {
			this.library.malloc_trim(0);
		}
		catch (UnsatisfiedLinkError ex) {
			logger.debug("Only glibc has malloc_trim", ex);
		}
	}

	@Override
	public List<Integer> processors() {
		byte[] mask = new byte[MASK];
		try {
			return (this.library.sched_getaffinity(0, mask.length, mask) == 0)
					? BitSet.valueOf(mask).stream().boxed().toList() : List.of();
		}
		catch (UnsatisfiedLinkError ex) {
			logger.debug("Only Linux has sched_getaffinity", ex);
			return List.of();
		}
	}

	@Override
	public boolean bind(int thread, Collection<Integer> processors) {
		BitSet bits = new BitSet();
		processors.forEach(bits::set);
		byte[] mask = Arrays.copyOf(bits.toByteArray(), MASK);
		return this.library.sched_setaffinity(thread, mask.length, mask) == 0;
	}

	/**
	 * The functions as the C library names them.
	 */
	interface CLibrary extends Library {

		int waitpid(int pid, @Nullable Pointer status, int options);

		int kill(int pid, int signal);

		int malloc_trim(long pad);

		int sched_getaffinity(int thread, long size, byte[] mask);

		int sched_setaffinity(int thread, long size, byte[] mask);

	}

	/**
	 * Loads JNA when it is first asked.
	 */
	private static final class Loaded {

		private static final Optional<NativeCalls> CALLS = tryLoad();

		private static Optional<NativeCalls> tryLoad() {
			try {
				return Optional.of(new JnaCalls());
			}
			catch (RuntimeException | Error ex) {
				// JNA throws a plain Error if it finds native code of another release.
				logger.warn("No native calls: re-parented processes are not reaped, and thread dumps are asked for "
						+ "through the kill command (" + ex.toString().lines().findFirst().orElse("") + ")");
				return Optional.empty();
			}
		}

	}

}
