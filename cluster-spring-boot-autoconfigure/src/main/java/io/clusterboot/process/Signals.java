package io.clusterboot.process;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The signals of Linux by the exit codes that they lead to.
 */
final class Signals {

	private static final int SIGKILL = 9;

	private static final int BASE = 128;

	private static final List<String> NAMES = List.of("SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT",
			"SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM",
			"SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU",
			"SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS");

	private Signals() {
	}

	/**
	 * Return the name of the signal that an exit code stands for. An exit by such a code
	 * cannot be told from one by signal.
	 * @param code the exit code
	 * @return the name, or {@code null} if the code stands for no signal
	 */
	static @Nullable String name(int code) {
		int number = code - BASE;
		return (number > 0 && number <= NAMES.size()) ? NAMES.get(number - 1) : null;
	}

	static boolean isKill(int code) {
		return code == BASE + SIGKILL;
	}

}
