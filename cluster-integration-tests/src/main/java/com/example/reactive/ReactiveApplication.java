package com.example.reactive;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import reactor.core.publisher.Mono;

/**
 * Answers requests, and serves streams of events and WebSockets, on Reactor Netty.
 *
 * @since 0.1.0
 */
@SpringBootApplication
public class ReactiveApplication {

	public static void main(String[] args) {
		SpringApplication.run(ReactiveApplication.class, args);
	}

	@Bean
	HandlerMapping webSockets() {
		WebSocketHandler greeting = (
				session) -> session.send(Mono.just(session.textMessage("hello"))).thenMany(session.receive()).then();
		return new SimpleUrlHandlerMapping(Map.of("/socket", greeting), -1);
	}

}
