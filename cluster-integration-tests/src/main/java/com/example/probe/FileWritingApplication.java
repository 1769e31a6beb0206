package com.example.probe;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.boot.web.server.context.WebServerPortFileWriter;

/**
 * The web application, with files that tell its process id and its port.
 *
 * @since 0.1.0
 */
public final class FileWritingApplication {

	private FileWritingApplication() {
	}

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(ProbeApplication.class);
		application.addListeners(new ApplicationPidFileWriter(), new WebServerPortFileWriter());
		application.run(args);
	}

}
