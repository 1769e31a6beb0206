package com.example.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

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

	private static final int CACHED = 500;

	private final AtomicLong next = new AtomicLong();

	private final AtomicReferenceArray<byte[][]> cache = new AtomicReferenceArray<>(CACHED);

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

	/**
	 * Allocate, and keep some of it for a while as a cache does.
	 * @param kilobytes how much is garbage at once
	 * @param kept how much of it stays until much more has come
	 * @return who answers
	 */
	@GetMapping("/allocate")
	String allocate(@RequestParam int kilobytes, @RequestParam int kept) {
		byte[][] garbage = new byte[kilobytes][];
		for (int i = 0; i < garbage.length; i++) {
			garbage[i] = new byte[1024];
		}
		this.cache.set((int) (this.next.getAndIncrement() % this.cache.length()), Arrays.copyOf(garbage, kept));
		return this.self;
	}

	@PostMapping("/upload")
	String upload(InputStream body) throws IOException {
		return this.self + " " + body.transferTo(OutputStream.nullOutputStream());
	}

}
