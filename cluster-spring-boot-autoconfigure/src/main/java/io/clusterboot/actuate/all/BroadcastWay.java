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

import io.clusterboot.WorkerIdentity;

/**
 * Has all workers run a write, this one first: what it refuses is not passed on. The
 * answer says which workers did it, and is an error if one did not that should have.
 */
class BroadcastWay implements Way {

	private final OneWorker one;

	BroadcastWay(OneWorker one) {
		this.one = one;
	}

	@Override
	public @Nullable Object invoke(KnownOperation operation, InvocationContext context) {
		Object own = operation.invoker().invoke(context);
		return Results.change(own, (result) -> pass(operation, context, Outcome.of(result)));
	}

	private @Nullable Object pass(KnownOperation operation, InvocationContext context, Outcome own) {
		Map<Target, CompletableFuture<Outcome>> others = new LinkedHashMap<>();
		this.one.workers().others().forEach((target) -> others.put(target, this.one.ask(operation, context, target)));
		WorkerIdentity self = this.one.workers().self();
		List<Deed> deeds = new ArrayList<>();
		deeds.add(new Deed(new Target(self.ordinal(), self.id(), false, null), own, null));
		others.forEach((target, outcome) -> deeds.add(Deed.of(target, outcome)));
		deeds.sort(Comparator.comparing((deed) -> deed.worker().ordinal()));
		return deeds.stream().anyMatch((deed) -> deed.isDone() || deed.isMissed()) ? report(deeds) : own.result();
	}

	private static Object report(List<Deed> deeds) {
		boolean missed = deeds.stream().anyMatch(Deed::isMissed);
		return new WebEndpointResponse<>(body(deeds),
				missed ? WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE : WebEndpointResponse.STATUS_OK);
	}

	private static @Nullable Object body(List<Deed> deeds) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("workers", deeds.stream().map(Deed::describe).toList());
		return Bodies.of(body);
	}

}
