package io.clusterboot.context;

import org.springframework.boot.ApplicationContextFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A tiny application that is run as a process of its own, in the ways that its system
 * property {@code runs} lists. It opens no port whatever its type.
 */
@Configuration(proxyBeanMethods = false)
public class RoleApplication {

	private static final ApplicationContextFactory FACTORY = (type) -> new AnnotationConfigApplicationContext();

	public static void main(String[] args) throws InterruptedException {
		for (String way : System.getProperty("runs", "plain").split(",")) {
			try {
				run(way, args);
			}
			catch (SpringApplication.AbandonedRunException ex) {
				System.out.println("ABANDONED " + way);
			}
		}
	}

	private static void run(String way, String[] args) throws InterruptedException {
		switch (way) {
			case "plain" -> plain(args);
			case "batch" -> application().web(WebApplicationType.NONE).run(args).close();
			case "hierarchy" -> application().child(RoleApplication.class).contextFactory(FACTORY).run(args).close();
			case "augmented" -> SpringApplication.from(RoleApplication::plain).with(RoleApplication.class).run(args);
			case "hooked" -> SpringApplication.withHook((application) -> null, () -> plain(args));
			case "thread" -> inThread(args);
			default -> throw new IllegalArgumentException(way);
		}
	}

	private static void plain(String[] args) {
		application().run(args).close();
	}

	private static void inThread(String[] args) throws InterruptedException {
		Thread thread = new Thread(() -> plain(args), "starter");
		thread.start();
		thread.join();
	}

	private static SpringApplicationBuilder application() {
		return new SpringApplicationBuilder(RoleApplication.class).contextFactory(FACTORY);
	}

}
