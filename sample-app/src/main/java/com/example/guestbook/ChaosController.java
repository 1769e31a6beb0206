package com.example.guestbook;

import java.time.Duration;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The buttons that disturb a worker. A real application has nothing of the kind.
 */
@RestController
@RequestMapping("/chaos")
class ChaosController {

	private static final int LONGEST = 10_000;

	private final Chaos chaos;

	private final Slowdown slowdown;

	ChaosController(Chaos chaos, Slowdown slowdown) {
		this.chaos = chaos;
		this.slowdown = slowdown;
	}

	@GetMapping("/slow")
	Map<Long, Integer> slow() {
		return this.slowdown.all();
	}

	@PostMapping("/{ordinal}/crash")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void crash(@PathVariable int ordinal) {
		this.chaos.crash(ordinal);
	}

	@PostMapping("/{ordinal}/hang")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void hang(@PathVariable int ordinal) {
		this.chaos.hang(ordinal);
	}

	@PostMapping("/{ordinal}/wake")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void wake(@PathVariable int ordinal) {
		this.chaos.wake(ordinal);
	}

	@PostMapping("/{ordinal}/slow")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void slow(@PathVariable int ordinal, @RequestParam(defaultValue = "1000") int millis) {
		this.chaos.slow(ordinal, Duration.ofMillis(Math.max(0, Math.min(millis, LONGEST))));
	}

}
