package com.example.hanging;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Listens long before it is ready.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SlowRunnerApplication {

	private static final long MINUTE = 60_000;

	public static void main(String[] args) {
		SpringApplication.run(SlowRunnerApplication.class, args);
	}

	@Bean
	ApplicationRunner slow() {
		return (arguments) -> {
			System.out.println("SLOW runner");
			Thread.sleep(MINUTE);
		};
	}

}
