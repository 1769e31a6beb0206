package com.example.hanging;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Takes a minute for one of its beans.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SlowApplication {

	private static final long MINUTE = 60_000;

	public static void main(String[] args) {
		SpringApplication.run(SlowApplication.class, args);
	}

	@Bean
	InitializingBean slow() {
		return () -> {
			System.out.println("SLOW bean");
			Thread.sleep(MINUTE);
		};
	}

}
