package com.example.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says who answers: process id and ordinal.
 */
@RestController
class LoadedController {

	private final String self;

	LoadedController(@Value("${cluster.worker.ordinal:-1}") int ordinal) {
		this.self = ProcessHandle.current().pid() + " " + ordinal;
	}

	@GetMapping("/pid")
	String pid() {
		return this.self;
	}

	@GetMapping("/slow")
	String slow(@RequestParam long millis) throws InterruptedException {
		Thread.sleep(millis);
		return this.self;
	}

	@PostMapping("/upload")
	String upload(InputStream body) throws IOException {
		return this.self + " " + body.transferTo(OutputStream.nullOutputStream());
	}

}
