package io.clusterboot.soak;

import org.apache.catalina.Context;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application that can do without the counting of its requests, to compare.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class UncountedApplication {

	public static void main(String[] args) {
		SpringApplication.run(UncountedApplication.class, args);
	}

	@Bean
	WebServerFactoryCustomizer<TomcatWebServerFactory> withoutCounting(Environment environment) {
		boolean uncounted = environment.getProperty("uncounted", Boolean.class, false);
		// The engine has its valves when contexts are customized.
		return (factory) -> factory.addContextCustomizers((context) -> System.out
			.println("counting valves removed: " + (uncounted ? removeCounting(context) : 0)));
	}

	private int removeCounting(Context context) {
		Pipeline pipeline = context.getParent().getParent().getPipeline();
		int removed = 0;
		for (Valve valve : pipeline.getValves()) {
			if (valve.getClass().getSimpleName().equals("RequestCountingValve")) {
				pipeline.removeValve(valve);
				removed++;
			}
		}
		return removed;
	}

	@Bean
	PidController pidController() {
		return new PidController();
	}

	/**
	 * Answers at the least cost.
	 */
	@RestController
	static class PidController {

		@GetMapping("/pid")
		String pid() {
			return Long.toString(ProcessHandle.current().pid());
		}

	}

}
