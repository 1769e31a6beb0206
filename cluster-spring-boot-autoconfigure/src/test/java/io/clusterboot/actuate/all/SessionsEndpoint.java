package io.clusterboot.actuate.all;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * An endpoint with the operations of Spring Session's, whose sessions each worker keeps
 * to itself.
 */
@Endpoint(id = "sessions")
final class SessionsEndpoint {

	private final Map<String, Session> sessions = new ConcurrentSkipListMap<>();

	/**
	 * Keep these sessions and no others.
	 * @param sessions the sessions
	 */
	void keep(Session... sessions) {
		this.sessions.clear();
		List.of(sessions).forEach((session) -> this.sessions.put(session.id(), session));
	}

	List<String> ids() {
		return List.copyOf(this.sessions.keySet());
	}

	@ReadOperation
	Sessions sessionsForUsername(String username) {
		return new Sessions(
				this.sessions.values().stream().filter((session) -> session.username().equals(username)).toList());
	}

	@ReadOperation
	@Nullable Session getSession(@Selector String sessionId) {
		return this.sessions.get(sessionId);
	}

	@DeleteOperation
	void deleteSession(@Selector String sessionId) {
		this.sessions.remove(sessionId);
	}

	/**
	 * All sessions of somebody.
	 *
	 * @param sessions the sessions
	 */
	record Sessions(List<Session> sessions) implements OperationResponseBody {
	}

	/**
	 * A session.
	 *
	 * @param id its id
	 * @param username whose it is
	 * @param from which worker told of it
	 */
	record Session(String id, String username, String from) implements OperationResponseBody {
	}

}
