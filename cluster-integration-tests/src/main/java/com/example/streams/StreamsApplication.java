package com.example.streams;

import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Serves streams of events and WebSockets.
 *
 * @since 0.1.0
 */
@SpringBootApplication
public class StreamsApplication {

	public static void main(String[] args) {
		SpringApplication.run(StreamsApplication.class, args);
	}

	@Bean
	ApplicationRunner webSocket(ServletContext context) {
		return (arguments) -> register((ServerContainer) context.getAttribute(ServerContainer.class.getName()));
	}

	private void register(ServerContainer container) throws DeploymentException {
		container.addEndpoint(ServerEndpointConfig.Builder.create(GreetingEndpoint.class, "/socket").build());
	}

}
