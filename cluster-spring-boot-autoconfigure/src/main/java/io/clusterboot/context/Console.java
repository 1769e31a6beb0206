package io.clusterboot.context;

import java.lang.reflect.Method;
import java.util.List;

import org.springframework.core.env.Environment;
import org.springframework.util.ReflectionUtils;

/**
 * The primary's console. A worker writes to a pipe, so that it would not colour its
 * output on a terminal by itself.
 *
 * @param terminal whether the primary writes to a terminal
 */
record Console(boolean terminal) {

	private static final String ANSI = "spring.output.ansi.enabled";

	static Console ofThisJvm() {
		java.io.Console console = System.console();
		return new Console(console != null && isTerminal(console));
	}

	/**
	 * Return whether a console is a terminal, which from JDK 22 it need not be.
	 * @param console the console
	 * @return {@code true} if it is one
	 */
	private static boolean isTerminal(java.io.Console console) {
		Method isTerminal = ReflectionUtils.findMethod(java.io.Console.class, "isTerminal");
		return isTerminal == null || Boolean.TRUE.equals(ReflectionUtils.invokeMethod(isTerminal, console));
	}

	/**
	 * Return the options that make workers colour their output as the primary does.
	 * @param environment the complete environment
	 * @return the JVM options, none where the user decided or no terminal is there
	 */
	List<String> workerOptions(Environment environment) {
		boolean colour = this.terminal && !environment.containsProperty(ANSI);
		return colour ? List.of("-D" + ANSI + "=always") : List.of();
	}

}
