package io.clusterboot.context;

import org.springframework.boot.builder.ParentContextApplicationContextInitializer;

/**
 * Tells whether somebody other than the application's own main method is in charge of the
 * run.
 */
final class MainRun {

	private static final String APPLICATION = "org.springframework.boot.SpringApplication";

	private static final String BUILDER = "org.springframework.boot.builder.SpringApplicationBuilder";

	private static final String SERVLET_SUPPORT = "org.springframework.boot.web.servlet.support.";

	private MainRun() {
	}

	static boolean isAugmented(ApplicationRun run) {
		return run.stack().hasClass(APPLICATION + "$Augmented");
	}

	static boolean isHooked(ApplicationRun run) {
		return run.stack().hasMethod(APPLICATION, "withHook");
	}

	static boolean isDeployedAsWar(ApplicationRun run) {
		return run.hasInitializer(SERVLET_SUPPORT + "ServletContextApplicationContextInitializer")
				|| run.stack().hasClass(SERVLET_SUPPORT + "SpringBootServletInitializer");
	}

	static boolean isDevToolsRestart(ApplicationRun run) {
		return run.stack().thread().equals("restartedMain") || run.stack()
			.contextClassLoader()
			.equals("org.springframework.boot.devtools.restart.classloader.RestartClassLoader");
	}

	// The upper context runs inside the builder's preparation of the lower one, and the
	// lower one is handed the upper by an initializer.
	static boolean isPartOfHierarchy(ApplicationRun run) {
		return run.stack().hasMethod(BUILDER, "configureAsChildIfNecessary")
				|| run.hasInitializer(ParentContextApplicationContextInitializer.class.getName());
	}

}
