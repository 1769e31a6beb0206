package com.example.hanging;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * Wants no shutdown hook.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class UnhookedApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(UnhookedApplication.class);
		application.setRegisterShutdownHook(false);
		application.run(args);
	}

}
