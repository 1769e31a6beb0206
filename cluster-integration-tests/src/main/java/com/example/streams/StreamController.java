package com.example.streams;

import java.io.IOException;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams events without end.
 */
@RestController
class StreamController {

	private static final long FOREVER = -1;

	@GetMapping("/events")
	SseEmitter events() throws IOException {
		SseEmitter emitter = new SseEmitter(FOREVER);
		emitter.send("hello");
		return emitter;
	}

}
