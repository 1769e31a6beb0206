package io.clusterboot.context;

import java.util.List;

import org.springframework.boot.WebApplicationType;
import org.springframework.util.ClassUtils;

/**
 * Tells whether the run opens a port that workers could share.
 */
final class WebRun {

	private static final List<String> SERVERS = List.of("org.springframework.boot.tomcat.TomcatWebServerFactory",
			"org.springframework.boot.jetty.JettyWebServerFactory",
			"org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory");

	private WebRun() {
	}

	static boolean isNotWeb(ApplicationRun run) {
		// Spring Boot binds spring.main.* to the application only after this moment.
		WebApplicationType set = run.property("spring.main.web-application-type", WebApplicationType.class);
		WebApplicationType type = (set != null) ? set : run.application().getWebApplicationType();
		return type == null || type == WebApplicationType.NONE;
	}

	static boolean hasNoPort(ApplicationRun run) {
		Integer port = run.property("server.port", Integer.class);
		return port != null && port < 0;
	}

	static boolean hasNoServer(ApplicationRun run) {
		ClassLoader classLoader = run.application().getClassLoader();
		return SERVERS.stream().noneMatch((server) -> ClassUtils.isPresent(server, classLoader));
	}

}
