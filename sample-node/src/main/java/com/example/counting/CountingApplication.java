package com.example.counting;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A web application whose primary counts requests.
 *
 * @since 0.1.0
 */
@SpringBootApplication
public class CountingApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(CountingApplication.class);
		application.setDefaultProperties(Map.of("cluster.workers", "2"));
		application.run(args);
	}

}
