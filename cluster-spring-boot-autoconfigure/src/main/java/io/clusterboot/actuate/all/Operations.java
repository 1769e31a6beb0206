package io.clusterboot.actuate.all;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.annotation.AbstractDiscoveredOperation;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.core.io.Resource;

import io.clusterboot.peer.PeerHandler;
import io.clusterboot.peer.PeerQuestion;

/**
 * The operations of this worker's endpoints, and runs them for other workers. Only what
 * this worker offers itself is there: exposure and access are those of its configuration.
 *
 * @since 0.1.0
 */
public final class Operations implements PeerHandler {

	private final Map<OperationKey, KnownOperation> operations = new ConcurrentHashMap<>();

	private final Map<OperationParameters, KnownOperation> made = Collections.synchronizedMap(new IdentityHashMap<>());

	private final AnswerLimit limit = new AnswerLimit();

	private final EndpointJson json;

	/**
	 * Create a new {@link Operations} instance.
	 * @param json writes and reads arguments and results
	 */
	public Operations(EndpointJson json) {
		this.json = json;
	}

	/**
	 * Take note of an operation that Boot makes. Which of those are on offer, and which
	 * have been replaced by others, is settled later.
	 * @param operation the operation
	 */
	void made(KnownOperation operation) {
		this.made.put(operation.parameters(), operation);
	}

	/**
	 * Offer those operations to the other workers that are on offer to everybody.
	 * @param endpoints the endpoints that are exposed, with what access allows
	 */
	void offer(Collection<ExposableWebEndpoint> endpoints) {
		endpoints.forEach((endpoint) -> endpoint.getOperations()
			.forEach((operation) -> offer(OperationKey.of(endpoint.getEndpointId(), operation), operation)));
	}

	private void offer(OperationKey key, WebOperation operation) {
		if (operation instanceof AbstractDiscoveredOperation discovered) {
			this.made.computeIfPresent(discovered.getOperationMethod().getParameters(), (parameters, made) -> {
				KnownOperation offered = made.offeredAs(key, operation.isBlocking());
				this.operations.put(key, offered);
				return offered;
			});
		}
	}

	/**
	 * Return an operation as it is on offer.
	 * @param parameters the parameters of the operation, this very object
	 * @return the operation, or {@code null} if it is not on offer: it is replaced by
	 * another, not exposed, or there for JMX
	 */
	@Nullable KnownOperation offered(OperationParameters parameters) {
		KnownOperation operation = this.made.get(parameters);
		return (operation != null && operation.key() != OperationKey.NONE) ? operation : null;
	}

	@Nullable KnownOperation find(String endpoint, OperationType type, String parameter) {
		return this.operations.values()
			.stream()
			.filter((operation) -> operation.is(endpoint, type) && operation.parameterNames().contains(parameter))
			.findFirst()
			.orElse(null);
	}

	@Override
	public void answer(PeerQuestion question, OutputStream answer) throws IOException {
		run(question.body(),
				(operation, outcome) -> new OutcomeFormat(this.json).write(outcome, isRepeatable(operation), answer));
	}

	/**
	 * Answer with the content of the file that an operation returns.
	 * @param question asks for it
	 * @param answer where the content goes
	 * @throws IOException if there is none
	 */
	void answerContent(PeerQuestion question, OutputStream answer) throws IOException {
		ContentQuestion content = ContentQuestion.of(question);
		run(content.operation(), (operation, outcome) -> {
			if (!(isRepeatable(operation) && outcome.body() instanceof Resource resource)) {
				throw new IOException("there is no content any more");
			}
			try (InputStream stream = resource.getInputStream()) {
				stream.skipNBytes(content.position());
				stream.transferTo(answer);
			}
		});
	}

	private void run(byte[] encoded, Writer writer) throws IOException {
		RemoteCall call = RemoteCall.decode(encoded, this.json);
		KnownOperation operation = this.operations.get(call.key());
		if (operation == null) {
			throw new IOException("this worker has no operation " + call.key().text());
		}
		this.limit.give(operation.endpoint().toLowerCaseString(), () -> writer.write(operation, run(operation, call)));
	}

	/**
	 * Return whether to run an operation again changes nothing and gives the same file.
	 * Of an application's own nobody knows.
	 * @param operation the operation
	 * @return whether it is the one that reads the log
	 */
	private static boolean isRepeatable(KnownOperation operation) {
		return operation.endpoint().toLowerCaseString().equals("logfile");
	}

	private static Outcome run(KnownOperation operation, RemoteCall call) {
		try {
			return Outcome
				.of(call.caller().act(() -> Results.await(operation.invoker().invoke(call.context(operation)))));
		}
		catch (RuntimeException ex) {
			Refusal refusal = Refusal.of(ex);
			if (refusal == null) {
				throw ex;
			}
			return Outcome.of(refusal);
		}
	}

	/**
	 * Writes how an operation ended.
	 */
	@FunctionalInterface
	private interface Writer {

		void write(KnownOperation operation, Outcome outcome) throws IOException;

	}

}
