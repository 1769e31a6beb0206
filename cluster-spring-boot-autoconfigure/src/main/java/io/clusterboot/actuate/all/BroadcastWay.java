package io.clusterboot.actuate.all;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import io.clusterboot.peer.PeerQuestion;

/**
 * Has all workers run a write, this one first: what it refuses is not passed on, but for
 * what only this one has not got. The answer says which workers did it, and is an error
 * if one did not that should have, or if the primary does not tell which there are.
 */
class BroadcastWay implements Way {

	private static final int FIRST_ERROR = 400;

	private final OneWorker one;

	BroadcastWay(OneWorker one) {
		this.one = one;
	}

	@Override
	public @Nullable Object invoke(KnownOperation operation, InvocationContext context) {
		PeerQuestion question = this.one.question(operation, context);
		Object own = operation.invoker().invoke(context);
		return Results.change(own, (result) -> pass(question, Outcome.of(result)));
	}

	private @Nullable Object pass(PeerQuestion question, Outcome own) {
		if (own.status() >= FIRST_ERROR && own.status() != WebEndpointResponse.STATUS_NOT_FOUND) {
			return own.result();
		}
		Present present = this.one.workers().now();
		Map<Target, CompletableFuture<Outcome>> others = new LinkedHashMap<>();
		present.others().forEach((target) -> others.put(target, this.one.ask(question, target)));
		List<Deed> deeds = new ArrayList<>();
		deeds.add(new Deed(present.own(), own, null));
		others.forEach((target, outcome) -> deeds.add(Deed.of(target, outcome)));
		deeds.sort(Comparator.comparing((deed) -> deed.worker().ordinal()));
		return deeds.stream().anyMatch((deed) -> deed.isDone() || deed.isMissed()) ? report(deeds, present.fresh())
				: own.result();
	}

	private static Object report(List<Deed> deeds, boolean complete) {
		boolean missed = !complete || deeds.stream().anyMatch(Deed::isMissed);
		return new WebEndpointResponse<>(body(deeds),
				missed ? WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE : WebEndpointResponse.STATUS_OK);
	}

	private static @Nullable Object body(List<Deed> deeds) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("workers", deeds.stream().map(Deed::describe).toList());
		return Bodies.of(body);
	}

}
