package io.clusterboot.actuate.all;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import io.clusterboot.actuate.merge.Merge;
import io.clusterboot.actuate.merge.Part;

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
		Map<Target, CompletableFuture<Outcome>> others = new LinkedHashMap<>();
		this.one.workers()
			.speakers()
			.stream()
			.filter((target) -> target.id() != this.one.workers().self().id())
			.forEach((target) -> others.put(target, this.one.ask(operation, context, target)));
		Object own = operation.invoker().invoke(context);
		return Results.change(own, (result) -> merge(context, Outcome.of(result), others));
	}

	private @Nullable Object merge(InvocationContext context, Outcome own,
			Map<Target, CompletableFuture<Outcome>> others) {
		List<Part> parts = new ArrayList<>();
		parts.add(Part.of(this.one.workers().self().ordinal(), tree(own)));
		Set<Long> answered = new HashSet<>(Set.of(this.one.workers().self().id()));
		others.forEach((target, outcome) -> {
			parts.add(part(target, outcome));
			if (!outcome.isCompletedExceptionally()) {
				answered.add(target.id());
			}
		});
		parts.addAll(others(context, answered));
		parts.sort(Comparator.comparing(Part::ordinal));
		return finish(context, own, parts);
	}

	/**
	 * Return what is known of processes that did not answer.
	 * @param context what is asked for
	 * @param answered ids of those that answered
	 * @return further parts
	 */
	List<Part> others(InvocationContext context, Set<Long> answered) {
		return List.of();
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

}
