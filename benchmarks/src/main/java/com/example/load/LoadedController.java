package com.example.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

	private final Lock lock = new ReentrantLock();

	private final AtomicLong next = new AtomicLong();

	private final AtomicReferenceArray<byte[][]> cache = new AtomicReferenceArray<>(CACHED);

	/**
	 * Lives as long as the process, as the sessions and caches of an application do.
	 */
	private final List<byte[]> live;

	private final String self;

	LoadedController(@Value("${cluster.worker.ordinal:-1}") int ordinal,
			@Value("${load.live-megabytes:0}") int megabytes) {
		this.self = ProcessHandle.current().pid() + " " + ordinal;
		this.live = Stream.generate(() -> new byte[1024]).limit(megabytes * 1024L).toList();
	}

	/**
	 * Return how much lives as long as the process.
	 * @return kilobytes
	 */
	@GetMapping("/live")
	int live() {
		return this.live.size();
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

	/**
	 * Answer with an object that is turned into JSON.
	 * @param count number of its elements
	 * @return the object
	 */
	@GetMapping("/json")
	Listing json(@RequestParam(defaultValue = "20") int count) {
		return new Listing(this.self, IntStream.range(0, count).mapToObj(Item::of).toList());
	}

	/**
	 * Hold a lock that all requests of this process need, and leave the processor to
	 * others meanwhile.
	 * @param micros how long, in microseconds
	 * @return who answers
	 */
	@GetMapping("/locked")
	String locked(@RequestParam long micros) {
		this.lock.lock();
		try {
			LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
			return this.self;
		}
		finally {
			this.lock.unlock();
		}
	}

	@PostMapping("/upload")
	String upload(InputStream body) throws IOException {
		return this.self + " " + body.transferTo(OutputStream.nullOutputStream());
	}

	/**
	 * What is turned into JSON.
	 *
	 * @param self who answers
	 * @param items some elements
	 */
	record Listing(String self, List<Item> items) {
	}

	/**
	 * One of them.
	 *
	 * @param id its number
	 * @param name its name
	 * @param price what it costs
	 */
	record Item(int id, String name, double price) {

		static Item of(int id) {
			return new Item(id, "Item " + id, id * 1.25);
		}

	}

}
