package com.example.operated;

import java.util.Collection;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Fills what an operator looks at.
 */
@RestController
class OperatedController {

	private final CacheManager caches;

	private final MeterRegistry meters;

	OperatedController(CacheManager caches, MeterRegistry meters) {
		this.caches = caches;
		this.meters = meters;
	}

	@GetMapping("/pid")
	long pid() {
		return ProcessHandle.current().pid();
	}

	@GetMapping("/work")
	long work() {
		this.meters.counter("work.done").increment();
		return pid();
	}

	@GetMapping("/numbers")
	@Cacheable("numbers")
	int number(@RequestParam int of) {
		return of;
	}

	@GetMapping("/cached")
	String cached() {
		return (this.caches.getCache("numbers") instanceof ConcurrentMapCache cache) ? size(cache) : "0";
	}

	private static String size(ConcurrentMapCache cache) {
		Collection<Object> keys = cache.getNativeCache().keySet();
		return Integer.toString(keys.size());
	}

	@GetMapping("/series")
	long series(@RequestParam int count) {
		for (int i = 0; i < count; i++) {
			this.meters.counter("series", "number", Integer.toString(i)).increment();
		}
		return pid();
	}

}
