package io.clusterboot.actuate.all;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import io.clusterboot.actuate.merge.Merge;
import io.clusterboot.actuate.merge.Part;
import io.clusterboot.peer.PeerQuestion;

/**
 * Has each slot's worker run a read, and makes one answer of theirs. The others are asked
 * while this worker runs it itself.
 */
class MergedWay implements Way {

	private final OneWorker one;

	private final EndpointJson json;

	private final Merge merge;

	MergedWay(OneWorker one, EndpointJson json, Merge merge) {
		this.one = one;
		this.json = json;
		this.merge = merge;
	}

	@Override
	public @Nullable Object invoke(KnownOperation operation, InvocationContext context) {
		PeerQuestion question = this.one.question(operation, context);
		Present present = this.one.workers().now();
		Map<Target, CompletableFuture<Outcome>> others = new LinkedHashMap<>();
		present.speakers()
			.stream()
			.filter((target) -> target.id() != present.self().id())
			.forEach((target) -> others.put(target, asks(target) ? this.one.ask(question, target)
					: CompletableFuture.failedFuture(new IllegalStateException(Target.words(target.state())))));
		Object own = operation.invoker().invoke(context);
		return Results.change(own, (result) -> merge(context, present.own(), Outcome.of(result), others));
	}

	/**
	 * Return whether a worker that is there can answer for its slot.
	 * @param target the worker
	 * @return whether it is asked
	 */
	boolean asks(Target target) {
		return true;
	}

	private @Nullable Object merge(InvocationContext context, Target self, Outcome own,
			Map<Target, CompletableFuture<Outcome>> others) {
		Map<Long, Part> answers = new LinkedHashMap<>();
		answers.put(self.id(), own(self, own));
		others.forEach((target, outcome) -> answers.put(target.id(), part(target, outcome)));
		Set<Long> answered = answers.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().problem() == null)
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
		Departed departed = departed(context, answered);
		answers.keySet().removeAll(departed.ids());
		List<Part> parts = new ArrayList<>(departed.parts());
		parts.addAll(answers.values());
		parts.sort(Comparator.comparing(Part::ordinal));
		return finish(context, own, parts);
	}

	private Part own(Target self, Outcome own) {
		return asks(self) ? Part.of(self.ordinal(), tree(own))
				: Part.silent(self.ordinal(), Target.words(self.state()));
	}

	/**
	 * Return what is known of processes that did not answer.
	 * @param context what is asked for
	 * @param answered ids of those that answered
	 * @return what is known
	 */
	Departed departed(InvocationContext context, Set<Long> answered) {
		return Departed.NONE;
	}

	/**
	 * Make one result.
	 * @param context what is asked for
	 * @param own how it ended in this worker
	 * @param parts what each of the workers answered
	 * @return the result
	 */
	@Nullable Object finish(InvocationContext context, Outcome own, List<Part> parts) {
		Object merged = this.merge.merge(parts);
		int status = (merged != null) ? WebEndpointResponse.STATUS_OK : own.status();
		return own.result(Bodies.of(merged), status);
	}

	private @Nullable Object tree(Outcome outcome) {
		Object body = outcome.body();
		return (body != null) ? this.json.tree(body) : null;
	}

	private Part part(Target target, CompletableFuture<Outcome> outcome) {
		try {
			return Part.of(target.ordinal(), outcome.join().body());
		}
		catch (CompletionException ex) {
			return Part.silent(target.ordinal(), Siblings.reason(target, ex));
		}
	}

	/**
	 * What is known of processes that did not answer.
	 *
	 * @param parts a part for each of them
	 * @param ids ids of those that the parts speak for, although some of them may have
	 * answered before they went
	 */
	record Departed(List<Part> parts, Set<Long> ids) {

		static final Departed NONE = new Departed(List.of(), Set.of());

	}

}
