package com.example.hanging;

import java.util.concurrent.CountDownLatch;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Never becomes ready.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class HangingApplication {

	public static void main(String[] args) {
		SpringApplication.run(HangingApplication.class, args);
	}

	@Bean
	CommandLineRunner hang() {
		return (args) -> new CountDownLatch(1).await();
	}

}
