package io.clusterboot.context;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

/**
 * A hand-made run of a web application: eligible for a cluster until a test changes it.
 */
class RunFixture {

	final SpringApplication application = new SpringApplication(Object.class);

	final MockEnvironment environment = new MockEnvironment();

	private final List<StackTraceElement> frames = new ArrayList<>();

	private String thread = "main";

	private String contextClassLoader = "jdk.internal.loader.ClassLoaders$AppClassLoader";

	private List<String> arguments = List.of();

	RunFixture() {
		frame("org.springframework.boot.SpringApplication", "run");
		frame("com.example.Application", "main");
	}

	static StackTraceElement element(String className, String method) {
		return new StackTraceElement(className, method, null, -1);
	}

	/** Add a frame outside those that are there. */
	final RunFixture frame(String className, String method) {
		this.frames.add(element(className, method));
		return this;
	}

	/** Add a frame inside of the application's main method. */
	RunFixture innerFrame(String className, String method) {
		this.frames.add(0, element(className, method));
		return this;
	}

	RunFixture thread(String thread) {
		this.thread = thread;
		return this;
	}

	RunFixture contextClassLoader(String className) {
		this.contextClassLoader = className;
		return this;
	}

	RunFixture arguments(String... arguments) {
		this.arguments = List.of(arguments);
		return this;
	}

	RunFixture property(String key, Object value) {
		this.environment.setProperty(key, value);
		return this;
	}

	CallStack stack() {
		return new CallStack(this.thread, this.contextClassLoader, this.frames);
	}

	JvmArguments jvmArguments() {
		return new JvmArguments(this.arguments);
	}

	ApplicationRun run() {
		return new ApplicationRun(this.application, this.environment, stack(), this::jvmArguments);
	}

}
