package com.example.operated;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.web.exchanges.HttpExchangeRepository;
import org.springframework.boot.actuate.web.exchanges.InMemoryHttpExchangeRepository;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * An application with all that an operator may look at.
 *
 * @since 0.1.0
 */
@SpringBootApplication
@EnableCaching
@EnableScheduling
public class OperatedApplication {

	@Bean
	HttpExchangeRepository exchanges() {
		return new InMemoryHttpExchangeRepository();
	}

	@Scheduled(fixedDelay = 1000)
	void tick() {
	}

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(OperatedApplication.class);
		application.setApplicationStartup(new BufferingApplicationStartup(4096));
		application.run(args);
	}

}
