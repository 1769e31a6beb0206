package com.example.guestbook;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The sample application. Nothing in it knows that it runs as a cluster but the page that
 * shows the workers and the buttons that disturb them.
 *
 * @since 0.1.0
 */
@SpringBootApplication
@EnableScheduling
public class GuestbookApplication {

	public static void main(String[] args) {
		// Where the database serves the other workers: it would listen on all addresses.
		System.setProperty("h2.bindAddress", "127.0.0.1");
		SpringApplication.run(GuestbookApplication.class, args);
	}

}
