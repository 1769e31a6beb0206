package com.example.probe;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says who answers, and misbehaves on request.
 */
@RestController
class ProbeController {

	private static final List<byte[]> leak = new ArrayList<>();

	private final Environment environment;

	private final ApplicationArguments arguments;

	private final ApplicationContext context;

	ProbeController(Environment environment, ApplicationArguments arguments, ApplicationContext context) {
		this.context = context;
		this.environment = environment;
		this.arguments = arguments;
	}

	@GetMapping("/pid")
	String pid() {
		return Long.toString(ProcessHandle.current().pid());
	}

	@GetMapping("/slow")
	String slow(@RequestParam long millis) throws InterruptedException {
		System.out.println("Slow request began");
		Thread.sleep(millis);
		return pid();
	}

	@GetMapping("/async")
	Callable<String> async(@RequestParam long millis) {
		return () -> slow(millis);
	}

	@GetMapping("/text")
	String text(@RequestParam int length) {
		return "a".repeat(length);
	}

	@GetMapping("/arguments")
	List<String> arguments() {
		return List.of(this.arguments.getSourceArgs());
	}

	@GetMapping("/options")
	List<String> options() {
		return ManagementFactory.getRuntimeMXBean().getInputArguments();
	}

	@GetMapping("/property")
	Map<String, String> property(@RequestParam List<String> name) {
		Map<String, String> values = new java.util.TreeMap<>();
		name.forEach((key) -> values.put(key, this.environment.getProperty(key, "")));
		return values;
	}

	@GetMapping("/session")
	String session(HttpServletRequest request) {
		return request.getSession(true).getId();
	}

	@GetMapping("/protocol")
	String protocol(HttpServletRequest request) {
		return request.getProtocol() + " " + Thread.currentThread().isDaemon() + " " + Thread.currentThread();
	}

	@PostMapping("/refuse")
	void refuse() {
		AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
	}

	@PostMapping("/exit")
	void exit(@RequestParam int code) {
		new Thread(() -> System.exit(code)).start();
	}

	@PostMapping("/halt")
	void halt(@RequestParam int code) {
		Runtime.getRuntime().halt(code);
	}

	@PostMapping("/oom")
	void oom() {
		while (true) {
			leak.add(new byte[1 << 20]);
		}
	}

	@PostMapping("/print")
	void print(@RequestParam String text) {
		System.out.println(text);
	}

	@PostMapping("/orphans")
	List<String> orphans(@RequestParam int count) throws IOException {
		List<String> pids = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Process shell = new ProcessBuilder("sh", "-c", "sleep 0.2 > /dev/null & echo $!").start();
			pids.add(new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
		}
		return pids;
	}

	@PostMapping("/flood")
	void flood(@RequestParam int megabytes) {
		byte[] line = ("x".repeat(1023) + "\n").getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < megabytes * 1024; i++) {
			System.out.write(line, 0, line.length);
		}
		System.out.flush();
		System.out.println("FLOOD done");
	}

}
