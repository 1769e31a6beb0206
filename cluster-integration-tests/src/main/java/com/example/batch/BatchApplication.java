package com.example.batch;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A batch job: no web server.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BatchApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(BatchApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.run(args);
	}

	@Bean
	CommandLineRunner job() {
		return (args) -> System.out.println("PROBE job ran in " + ProcessHandle.current().pid());
	}

}
