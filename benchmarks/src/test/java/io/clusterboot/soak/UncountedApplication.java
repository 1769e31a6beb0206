package io.clusterboot.soak;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application that can do without the counting of its requests, to compare.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class UncountedApplication {

	private final AtomicReference<Pipeline> pipeline = new AtomicReference<>();

	private final AtomicReference<Valve> counting = new AtomicReference<>();

	public static void main(String[] args) {
		SpringApplication.run(UncountedApplication.class, args);
	}

	@Bean
	WebServerFactoryCustomizer<TomcatWebServerFactory> findCounting() {
		// The engine has its valves when contexts are customized.
		return (factory) -> factory.addContextCustomizers((context) -> {
			Pipeline engine = context.getParent().getParent().getPipeline();
			this.pipeline.set(engine);
			this.counting.set(Arrays.stream(engine.getValves())
				.filter((valve) -> valve.getClass().getSimpleName().equals("RequestCountingValve"))
				.findFirst()
				.orElseThrow());
		});
	}

	private void count(boolean on) {
		Pipeline engine = this.pipeline.get();
		engine.removeValve(this.counting.get());
		if (on) {
			engine.addValve(this.counting.get());
		}
	}

	/**
	 * Answers at the least cost. Found as a member of the configuration.
	 */
	@RestController
	static class PidController {

		private final UncountedApplication application;

		PidController(UncountedApplication application) {
			this.application = application;
		}

		@GetMapping("/pid")
		String pid() {
			return Long.toString(ProcessHandle.current().pid());
		}

		@PostMapping("/counting")
		void counting(@RequestParam boolean on) {
			this.application.count(on);
		}

	}

}
