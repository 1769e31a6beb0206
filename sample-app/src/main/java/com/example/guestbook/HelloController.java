package com.example.guestbook;

import java.util.Map;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says who answers.
 */
@RestController
class HelloController {

	private final int worker;

	HelloController(@Value("${cluster.worker.ordinal:-1}") int worker) {
		this.worker = worker;
	}

	@GetMapping("/hello")
	Map<String, Object> hello() {
		return Map.of("message", "Hello", "worker", this.worker, "pid", ProcessHandle.current().pid());
	}

	/**
	 * Answer and end the connection, so that the kernel chooses a worker anew for the
	 * client's next request.
	 * @return the answer
	 */
	@GetMapping(path = "/hello", params = "close")
	ResponseEntity<Map<String, Object>> helloAndClose() {
		return ResponseEntity.ok().header(HttpHeaders.CONNECTION, "close").body(hello());
	}

}
