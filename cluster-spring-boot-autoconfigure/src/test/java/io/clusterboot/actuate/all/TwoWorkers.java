package io.clusterboot.actuate.all;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mockito.BDDMockito;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;
import io.clusterboot.actuate.FakeStatusSource;
import io.clusterboot.actuate.TestCluster;
import io.clusterboot.member.ClusterOperations;

import static org.mockito.Mockito.mock;

/**
 * Two workers in one JVM that ask each other, the same for all test classes. Both are
 * ready when a test begins; the component {@code flag} of the second is down.
 */
final class TwoWorkers implements BeforeAllCallback, BeforeEachCallback {

	static final SecurityContext OPS = context("Olga", "ops");

	static final SecurityContext USER = context("Udo", "user");

	private static final JsonMapper json = new JsonMapper();

	private @Nullable Started started;

	@Override
	public void beforeAll(ExtensionContext context) {
		this.started = context.getRoot()
			.getStore(ExtensionContext.Namespace.GLOBAL)
			.computeIfAbsent(Started.class, (key) -> new Started(), Started.class);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		are(TestCluster.worker(0, WorkerState.READY), TestCluster.worker(1, WorkerState.READY));
		primary().before(() -> {
		});
		BDDMockito.reset(operations());
	}

	WorkerContext first() {
		return this.started.first;
	}

	WorkerContext second() {
		return this.started.second;
	}

	/**
	 * Return the primary, as far as it tells of the cluster.
	 * @return what both workers ask
	 */
	FakeStatusSource primary() {
		return this.started.source;
	}

	/**
	 * Return what both workers have the primary do.
	 * @return a mock
	 */
	ClusterOperations operations() {
		return this.started.operations;
	}

	/**
	 * Have the primary tell of these workers.
	 * @param workers the workers
	 */
	void are(WorkerStatus... workers) {
		this.started.source.answer(TestCluster.status(workers.length, workers));
	}

	/**
	 * Return the log file of a worker.
	 * @param ordinal ordinal of the worker
	 * @return the file, which nobody writes
	 */
	Path log(int ordinal) {
		return this.started.log(ordinal);
	}

	Answer ask(String predicate, SecurityContext context, String... arguments) {
		return answer(first().invoke(predicate, context, arguments(arguments)));
	}

	static Map<String, Object> arguments(String... pairs) {
		Map<String, Object> arguments = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			arguments.put(pairs[i], pairs[i + 1]);
		}
		return arguments;
	}

	static Answer answer(@Nullable Object result) {
		Outcome outcome = Outcome.of(result);
		return new Answer((outcome.status() != 204) ? outcome.status() : 404,
				(outcome.body() != null) ? json.valueToTree(outcome.body()) : json.nullNode());
	}

	static SecurityContext context(String name, String role) {
		return new SecurityContext() {

			@Override
			public Principal getPrincipal() {
				return () -> name;
			}

			@Override
			public boolean isUserInRole(String asked) {
				return asked.equals(role);
			}

		};
	}

	/**
	 * What a client gets.
	 *
	 * @param status the HTTP status
	 * @param body the body
	 */
	record Answer(int status, JsonNode body) {

		String workers(String property) {
			return String.join(" ", this.body.get("workers").findValuesAsString(property));
		}

	}

	/**
	 * The workers, until all tests are over.
	 */
	private static final class Started implements AutoCloseable {

		private final FakeStatusSource source = new FakeStatusSource(TestCluster.status(0));

		private final ClusterOperations operations = mock(ClusterOperations.class);

		private final Path directory = directory();

		private final WorkerContext first;

		private final WorkerContext second;

		Started() {
			this.source.fallSilent();
			this.first = worker(0, "UP");
			this.second = worker(1, "DOWN");
		}

		private static Path directory() {
			try {
				return Files.createTempDirectory("workers");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private WorkerContext worker(int ordinal, String flag) {
			return new WorkerContext(this.directory, this.source, this.operations, ordinal, "flag=" + flag,
					"management.endpoint.logfile.external-file=" + log(ordinal));
		}

		private Path log(int ordinal) {
			return this.directory.resolve(ordinal + ".log");
		}

		@Override
		public void close() throws IOException {
			this.first.close();
			this.second.close();
			FileSystemUtils.deleteRecursively(this.directory);
		}

	}

}
