package com.example.guestbook;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Knows which processes were slowed down. A process learns of its own delay within a
 * second, so that no request has to ask the database for it.
 */
@Component
class Slowdown {

	private static final Log logger = LogFactory.getLog(Slowdown.class);

	private final JdbcClient jdbc;

	private final long pid = ProcessHandle.current().pid();

	private volatile int millis;

	private boolean away;

	Slowdown(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Return how long a request to this process shall wait.
	 * @return the delay in milliseconds
	 */
	int millis() {
		return this.millis;
	}

	/**
	 * Return the delay of each process that has one.
	 * @return delays in milliseconds by process id
	 */
	Map<Long, Integer> all() {
		return this.jdbc.sql("select pid, millis from slowdown where millis > 0")
			.query((row, number) -> Map.entry(row.getLong("pid"), row.getInt("millis")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	void set(long pid, Duration delay) {
		this.jdbc.sql("merge into slowdown (pid, millis) key (pid) values (:pid, :millis)")
			.param("pid", pid)
			.param("millis", delay.toMillis())
			.update();
	}

	@Scheduled(fixedDelay = 1000)
	void refresh() {
		try {
			this.millis = all().getOrDefault(this.pid, 0);
			this.away = false;
		}
		catch (DataAccessException ex) {
			if (!this.away) {
				logger.warn("The database is away: " + ex.getMostSpecificCause().getMessage());
			}
			this.away = true;
		}
	}

}
