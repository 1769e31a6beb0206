package io.clusterboot.actuate;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import io.clusterboot.ClusterStatus;

/**
 * The parameters of a {@link ClusterAction} as the caller wrote them: of any type that
 * JSON has, or text. What is not allowed is refused with the value and what is.
 */
class ActionParameters {

	/**
	 * Most workers that {@code cluster.workers} allows.
	 */
	private static final int MAX_WORKERS = 1024;

	private static final Duration LONGEST_WAIT = Duration.ofDays(1);

	private static final int LONGEST_PRINT = 100;

	private final Map<String, Object> values = new LinkedHashMap<>();

	ActionParameters(@Nullable Object workers, @Nullable Object worker, @Nullable Object wait) {
		add("workers", workers);
		add("worker", worker);
		add("wait", wait);
	}

	private void add(String name, @Nullable Object value) {
		// A console for JMX leaves blank what its user does not fill in.
		if (value != null && !(value instanceof String text && text.isBlank())) {
			this.values.put(name, value);
		}
	}

	/**
	 * Check all that an action needs.
	 * @param action the action
	 * @param status tells which workers there are
	 */
	void check(ClusterAction action, ClusterStatus status) {
		for (String name : this.values.keySet()) {
			if (!name.equals(action.parameter())) {
				throw invalid(action.noParameter(name));
			}
		}
		switch (action) {
			case SCALE -> workerCount();
			case RELOAD -> waitingTime();
			case RESTART, PARK, RESUME -> checkWorker(status);
		}
	}

	private void checkWorker(ClusterStatus status) {
		if (status.worker(ordinal()) == null) {
			String ordinals = String
				.valueOf(status.workers().stream().map((worker) -> worker.identity().ordinal()).distinct().toList());
			throw invalid("worker", "one of " + ordinals);
		}
	}

	int workerCount() {
		int workers = number("workers", "a whole number from 1 to " + MAX_WORKERS);
		if (workers < 1 || workers > MAX_WORKERS) {
			throw invalid("workers", "a whole number from 1 to " + MAX_WORKERS);
		}
		return workers;
	}

	int ordinal() {
		return number("worker", "the ordinal of a worker, a whole number from 0");
	}

	private int number(String name, String allowed) {
		Object value = this.values.get(name);
		if (!(value instanceof Number || value instanceof String) || !value.toString().matches("[0-9]{1,9}")) {
			throw invalid(name, allowed);
		}
		return Integer.parseInt(value.toString());
	}

	/**
	 * Return how long to wait for the end.
	 * @return the time, or {@code null} for not at all
	 */
	@Nullable Duration waitingTime() {
		Object value = this.values.get("wait");
		Duration time = (value != null) ? parse(value) : null;
		if (time != null && (time.isNegative() || time.isZero() || time.compareTo(LONGEST_WAIT) > 0)) {
			throw invalidWait();
		}
		return time;
	}

	private Duration parse(Object value) {
		try {
			return Duration.parse((value instanceof String text) ? text : "");
		}
		catch (DateTimeParseException ex) {
			throw invalidWait();
		}
	}

	private InvalidEndpointRequestException invalidWait() {
		return invalid("wait", "an ISO-8601 duration longer than 0 and not longer than a day, such as PT2M");
	}

	private InvalidEndpointRequestException invalid(String name, String allowed) {
		Object value = this.values.get(name);
		return invalid((value != null) ? "'" + name + "' is '" + print(value) + "' but must be " + allowed
				: "'" + name + "' is missing, which must be " + allowed);
	}

	static InvalidEndpointRequestException invalid(String message) {
		return new InvalidEndpointRequestException(message, message);
	}

	static String print(Object value) {
		String text = String.valueOf(value);
		return (text.length() <= LONGEST_PRINT) ? text : text.substring(0, LONGEST_PRINT) + "...";
	}

}
