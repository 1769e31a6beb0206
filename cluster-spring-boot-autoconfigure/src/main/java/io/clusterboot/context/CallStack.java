package io.clusterboot.context;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who called {@code SpringApplication.run}, as the calling thread shows it.
 *
 * @param thread name of the thread
 * @param contextClassLoader class name of the thread's context class loader
 * @param frames the stack, innermost first
 */
record CallStack(String thread, String contextClassLoader, List<StackTraceElement> frames) {

	/**
	 * Return the stack of the current thread.
	 * @return the stack, whole however deep it is
	 */
	static CallStack current() {
		Thread thread = Thread.currentThread();
		// Throwable.getStackTrace() would end at -XX:MaxJavaStackTraceDepth frames.
		List<StackTraceElement> frames = StackWalker.getInstance()
			.walk((stack) -> stack.map(StackWalker.StackFrame::toStackTraceElement).toList());
		return new CallStack(thread.getName(), className(thread.getContextClassLoader()), frames);
	}

	private static String className(@Nullable ClassLoader classLoader) {
		return (classLoader != null) ? classLoader.getClass().getName() : "";
	}

	/**
	 * Return whether a class whose name starts so is on the stack.
	 * @param classNamePrefix beginning of a class name, or all of it
	 * @return whether a frame matches
	 */
	boolean hasClass(String classNamePrefix) {
		return this.frames.stream().anyMatch((frame) -> frame.getClassName().startsWith(classNamePrefix));
	}

	/**
	 * Return whether a method is on the stack.
	 * @param className name of its class
	 * @param methodName name of the method
	 * @return whether a frame matches
	 */
	boolean hasMethod(String className, String methodName) {
		return this.frames.stream()
			.anyMatch((frame) -> frame.getClassName().equals(className) && frame.getMethodName().equals(methodName));
	}

	/**
	 * Return whether the JVM's launcher called us: thread "main" of which the outermost
	 * frame is a main method. Static and instance main methods look alike, and so do the
	 * launcher of an executable jar and Kotlin's {@code MainKt}. The id of the thread
	 * tells nothing: it is 1 on JDK 17 and 3 on JDK 25.
	 * @return whether the stack starts at a main method
	 */
	boolean startsAtMain() {
		return this.thread.equals("main") && !this.frames.isEmpty()
				&& this.frames.get(this.frames.size() - 1).getMethodName().equals("main");
	}

}
