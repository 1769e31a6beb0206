package com.example.reactive;

import java.time.Duration;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers with the id of its process, at once or later.
 */
@RestController
class ReactiveController {

	@GetMapping("/pid")
	String pid() {
		return Long.toString(ProcessHandle.current().pid());
	}

	@GetMapping("/slow")
	Mono<String> slow(@RequestParam long millis) {
		System.out.println("Slow request began");
		return Mono.delay(Duration.ofMillis(millis)).map((tick) -> pid());
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> events() {
		return Flux.just("hello").concatWith(Flux.never());
	}

}
