package io.clusterboot.supervisor;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;

/**
 * Puts what happened into words that an operator can rely on.
 */
final class Words {

	private static final Pattern SAYS_NOTHING_NEW = Pattern.compile("(?i)\\b(the|a|was|has|process|worker|killed|ended"
			+ "|exited|exit|terminated|stopped|by|with|from|on|signal|code|status|value)\\b");

	private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]*");

	private Words() {
	}

	/**
	 * Return the name of a worker, such as {@code Worker 0 (id 1, pid 4242)}.
	 * @param identity identity of the process
	 * @param pid process id, or 0 where it could not be forked
	 * @return the name
	 */
	static String name(WorkerIdentity identity, long pid) {
		String process = (pid != 0) ? ", pid " + pid : "";
		return "Worker " + identity.ordinal() + " (id " + identity.id() + process + ")";
	}

	/**
	 * Return how a worker ended, such as {@code exited with SIGKILL}; the reason follows
	 * in parentheses where it says more.
	 * @param exit the exit
	 * @return the words
	 */
	static String exit(WorkerExit exit) {
		String signal = exit.signal();
		String words = "exited with " + ((signal != null) ? signal : "code " + exit.code());
		return saysMore(exit.reason(), signal) ? words + " (" + exit.reason() + ")" : words;
	}

	/**
	 * Return a delay, in milliseconds below a second.
	 * @param delay the delay
	 * @return such as {@code 200 ms} or {@code 6.4 s}
	 */
	static String delay(Duration delay) {
		return (delay.toMillis() < 1000) ? delay.toMillis() + " ms" : seconds(delay, 1);
	}

	/**
	 * Return a time in seconds.
	 * @param time the time
	 * @param decimals how many decimals
	 * @return such as {@code 2.31 s}
	 */
	static String seconds(Duration time, int decimals) {
		return say("%." + decimals + "f s", time.toMillis() / 1000.0);
	}

	/**
	 * Return a sentence the same in every locale.
	 * @param pattern the pattern
	 * @param parts what it is filled with
	 * @return the sentence
	 */
	static String say(String pattern, Object... parts) {
		return String.format(Locale.ROOT, pattern, parts);
	}

	private static boolean saysMore(String reason, @Nullable String signal) {
		String rest = (signal != null) ? reason.replace(signal, "") : reason;
		return !NO_LETTERS.matcher(SAYS_NOTHING_NEW.matcher(rest).replaceAll("")).matches();
	}

}
