package com.example.restart;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A web application whose primary restarts workers by hand.
 *
 * @since 0.1.0
 */
@SpringBootApplication
public class RestartApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(RestartApplication.class);
		application.setDefaultProperties(Map.of("cluster.workers", "2", "cluster.restart.enabled", "false"));
		application.run(args);
	}

}
