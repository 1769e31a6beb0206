package com.example.setups;

import com.example.probe.ProbeApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/**
 * Runs a tool first and then the probe.
 *
 * @since 0.1.0
 */
public final class TwoRunsApplication {

	private TwoRunsApplication() {
	}

	public static void main(String[] args) {
		new SpringApplicationBuilder(Tool.class).web(WebApplicationType.NONE).run(args).close();
		System.out.println("PROBE tool ran in " + ProcessHandle.current().pid());
		SpringApplication.run(ProbeApplication.class, args);
	}

	/**
	 * A context without a web server.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Tool {

	}

}
