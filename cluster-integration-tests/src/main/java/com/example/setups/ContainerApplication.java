package com.example.setups;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import com.example.probe.ProbeApplication;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.web.SpringServletContainerInitializer;

/**
 * A servlet container that the probe is deployed to.
 *
 * @since 0.1.0
 */
public final class ContainerApplication {

	private ContainerApplication() {
	}

	public static void main(String[] args) throws Exception {
		Path directory = Files.createDirectories(Path.of("container"));
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(directory.toAbsolutePath().toString());
		tomcat.setPort(0);
		Context context = tomcat.addContext("", directory.toAbsolutePath().toString());
		context.addServletContainerInitializer(new SpringServletContainerInitializer(), Set.of(War.class));
		tomcat.getConnector();
		tomcat.start();
		System.out.println("PROBE container on port " + tomcat.getConnector().getLocalPort());
		tomcat.getServer().await();
	}

	/**
	 * The probe as a WAR.
	 */
	public static class War extends SpringBootServletInitializer {

		@Override
		protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
			return builder.sources(ProbeApplication.class);
		}

	}

}
