package com.example.load;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A web application as any other, started from its executable jar, as a reload needs it.
 *
 * @since 0.1.0
 */
@SpringBootApplication
public class LoadedApplication {

	public static void main(String[] args) {
		SpringApplication.run(LoadedApplication.class, args);
	}

}
