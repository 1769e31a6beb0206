package com.example.restart;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Runs in the workers.
 */
@RestController
class HelloController {

	@GetMapping("/")
	String hello() {
		return "hello world from " + ProcessHandle.current().pid() + "\n";
	}

}
