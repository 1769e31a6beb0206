package io.clusterboot.context;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Handles signals of the operating system through {@code sun.misc.Signal} of the module
 * jdk.unsupported: there is no other API. By reflection, because the compiler warns about
 * every use of it and no option silences that.
 */
final class Signals {

	private static final String SIGNAL = "sun.misc.Signal";

	private static final String HANDLER = "sun.misc.SignalHandler";

	private static final Log logger = LogFactory.getLog(Signals.class);

	private Signals() {
	}

	/**
	 * Handle a signal from now on.
	 * @param name name without {@code SIG}
	 * @param action run in a thread of its own each time the signal arrives
	 */
	static void handle(String name, Runnable action) {
		try {
			Class<?> type = Class.forName(HANDLER);
			InvocationHandler handler = (proxy, method, arguments) -> call(action, proxy, method.getName(), arguments);
			install(name, type,
					Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] { type }, handler));
		}
		catch (ReflectiveOperationException ex) {
			leave(name, ex);
		}
	}

	private static Object call(Runnable action, Object proxy, String method, Object[] arguments) {
		if (method.equals("handle")) {
			action.run();
		}
		return switch (method) {
			case "equals" -> proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> HANDLER;
		};
	}

	/**
	 * Ignore a signal from now on.
	 * @param name name without {@code SIG}
	 */
	static void ignore(String name) {
		try {
			Class<?> type = Class.forName(HANDLER);
			install(name, type, type.getField("SIG_IGN").get(null));
		}
		catch (ReflectiveOperationException ex) {
			leave(name, ex);
		}
	}

	private static void install(String name, Class<?> type, Object handler) throws ReflectiveOperationException {
		Class<?> signal = Class.forName(SIGNAL);
		signal.getMethod("handle", signal, type)
			.invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
	}

	/**
	 * Happens under {@code -Xrs} and where the platform has no such signal.
	 * @param name name without {@code SIG}
	 * @param ex what was thrown
	 */
	private static void leave(String name, ReflectiveOperationException ex) {
		Throwable cause = (ex instanceof InvocationTargetException target) ? target.getTargetException() : ex;
		logger.info("SIG%s is left to the JVM: %s".formatted(name, cause.getMessage()));
	}

}
