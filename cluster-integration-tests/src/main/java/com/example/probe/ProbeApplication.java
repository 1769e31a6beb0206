package com.example.probe;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A web application as any other.
 *
 * @since 0.1.0
 */
@SpringBootApplication
public class ProbeApplication {

	public static void main(String[] args) {
		SpringApplication.run(ProbeApplication.class, args);
		System.out.println("PROBE main returned in " + ProcessHandle.current().pid());
	}

}
