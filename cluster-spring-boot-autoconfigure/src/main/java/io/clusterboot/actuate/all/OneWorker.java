package io.clusterboot.actuate.all;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import io.clusterboot.peer.PeerClient;
import io.clusterboot.peer.PeerQuestion;

/**
 * Has one worker run an operation, this one or another.
 */
final class OneWorker {

	/**
	 * How long one worker may take that was asked for by name. A dump of a large heap
	 * takes its time.
	 */
	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private final Workers workers;

	private final Siblings siblings;

	private final EndpointJson json;

	private final Supplier<Collection<String>> roles;

	OneWorker(Workers workers, Siblings siblings, EndpointJson json, Supplier<Collection<String>> roles) {
		this.workers = workers;
		this.siblings = siblings;
		this.json = json;
		this.roles = roles;
	}

	Workers workers() {
		return this.workers;
	}

	Siblings siblings() {
		return this.siblings;
	}

	/**
	 * Have the worker run it that the caller has named.
	 * @param operation the operation
	 * @param context what it is asked for
	 * @param ordinal the worker
	 * @return the result, as that worker has it
	 */
	@Nullable Object invoke(KnownOperation operation, InvocationContext context, int ordinal) {
		if (ordinal == this.workers.self().ordinal()) {
			return operation.invoker().invoke(new OwnContext(context));
		}
		List<Target> slots = this.workers.now().slots();
		for (Target slot : slots) {
			if (slot.ordinal() == ordinal) {
				return only(operation, context, slot);
			}
		}
		return problem(WebEndpointResponse.STATUS_NOT_FOUND, "Not found",
				"There is no worker %d; there are %s".formatted(ordinal, slots.stream().map(Target::ordinal).toList()));
	}

	private @Nullable Object only(KnownOperation operation, InvocationContext context, Target target) {
		try {
			PeerQuestion question = question(operation, context);
			return this.siblings.ask(target, question, PATIENCE, reader(question, target)).join().result();
		}
		catch (CompletionException ex) {
			return failed(target, ex);
		}
	}

	private static Object failed(Target target, CompletionException failure) {
		if (Siblings.isRefusal(failure) && Siblings.cause(failure) instanceof RuntimeException refusal) {
			throw refusal;
		}
		String message = "Worker %d: %s".formatted(target.ordinal(), Siblings.reason(target, failure));
		if (Siblings.isHeard(failure)) {
			throw new IllegalStateException(message, failure);
		}
		return problem(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, "The worker does not answer", message);
	}

	static WebEndpointResponse<Object> problem(int status, String error, String message) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("error", error);
		body.put("message", message);
		return new WebEndpointResponse<>(Bodies.of(body), status);
	}

	/**
	 * Ask a worker among others.
	 * @param operation the operation
	 * @param context what it is asked for
	 * @param target the worker
	 * @return completes with the outcome
	 */
	CompletableFuture<Outcome> ask(KnownOperation operation, InvocationContext context, Target target) {
		return ask(question(operation, context), target);
	}

	/**
	 * Ask a worker among others what was asked before.
	 * @param question the question
	 * @param target the worker
	 * @return completes with the outcome
	 */
	CompletableFuture<Outcome> ask(PeerQuestion question, Target target) {
		return this.siblings.ask(target, question, reader(question, target));
	}

	private PeerClient.Reader<Outcome> reader(PeerQuestion question, Target target) {
		return (answer) -> new OutcomeFormat(this.json).read(answer,
				(position) -> content(new ContentQuestion(question.body(), position), target));
	}

	private InputStream content(ContentQuestion question, Target target) throws IOException {
		try {
			return this.siblings.<InputStream>ask(target, question.question(), PATIENCE, (answer) -> answer).join();
		}
		catch (CompletionException ex) {
			throw new IOException("Worker %d: %s".formatted(target.ordinal(), Siblings.reason(target, ex)), ex);
		}
	}

	/**
	 * Return what to ask other workers. To be called on the thread of the request.
	 * @param operation the operation
	 * @param context what it is asked for
	 * @return the question
	 */
	PeerQuestion question(KnownOperation operation, InvocationContext context) {
		try {
			SecurityContext security = context.resolveArgument(SecurityContext.class);
			Caller caller = Caller.of((security != null) ? security : SecurityContext.NONE, this.roles.get());
			return new PeerQuestion(RemoteCall.SUBJECT,
					RemoteCall.of(operation, caller, context, WorkerParameter.without(context.getArguments()))
						.encode(this.json));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
