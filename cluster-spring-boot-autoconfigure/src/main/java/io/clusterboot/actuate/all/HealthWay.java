package io.clusterboot.actuate.all;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.Status;

import io.clusterboot.actuate.merge.HealthMerge;
import io.clusterboot.actuate.merge.Merge;
import io.clusterboot.actuate.merge.Part;

/**
 * Reads the health of all workers. The groups that an orchestrator probes are this
 * worker's own: it decides about no other.
 */
final class HealthWay extends MergedWay {

	static final String PATH = "path";

	private static final Set<String> PROBES = Set.of("liveness", "readiness");

	private final OneWorker one;

	private final Supplier<HealthEndpointGroups> groups;

	HealthWay(OneWorker one, EndpointJson json, Supplier<HealthEndpointGroups> groups) {
		super(one, json, Merge.first());
		this.one = one;
		this.groups = groups;
	}

	@Override
	public @Nullable Object invoke(KnownOperation operation, InvocationContext context) {
		List<String> path = path(context);
		if (isProbe(context, path)) {
			return operation.invoker().invoke(context);
		}
		if (path.size() > 1 && path.get(path.size() - 1).matches("[0-9]{1,4}")) {
			Map<String, Object> arguments = new LinkedHashMap<>(context.getArguments());
			arguments.put(PATH, path.subList(0, path.size() - 1).toArray(String[]::new));
			return this.one.invoke(operation, new OwnContext(context, arguments),
					Integer.parseInt(path.get(path.size() - 1)));
		}
		return super.invoke(operation, context);
	}

	@Override
	@Nullable Object finish(InvocationContext context, Outcome own, List<Part> parts) {
		List<String> path = path(context);
		HealthEndpointGroup group = group(context, path);
		boolean whole = path.isEmpty() || (path.size() == 1 && group != this.groups.get().getPrimary());
		HealthMerge merge = new HealthMerge((codes) -> group.getStatusAggregator()
			.getAggregateStatus(codes.stream().map(Status::new).toArray(Status[]::new))
			.getCode(), whole, context.resolveArgument(ApiVersion.class) != ApiVersion.V2);
		Map<String, @Nullable Object> merged = merge.merge(parts);
		return (merged != null)
				? own.result(Bodies.of(merged),
						group.getHttpCodeStatusMapper().getStatusCode(new Status(String.valueOf(merged.get("status")))))
				: own.result();
	}

	/**
	 * A worker that starts or leaves says that it refuses traffic, which says nothing of
	 * the cluster.
	 */
	@Override
	boolean asks(Target target) {
		return target.isReady();
	}

	private boolean isProbe(InvocationContext context, List<String> path) {
		HealthEndpointGroup group = group(context, path);
		return PROBES.stream().anyMatch((name) -> group == this.groups.get().get(name));
	}

	private HealthEndpointGroup group(InvocationContext context, List<String> path) {
		HealthEndpointGroups groups = this.groups.get();
		HealthEndpointGroup group = path.isEmpty() ? null : group(context, groups, path.get(0));
		return (group != null) ? group : groups.getPrimary();
	}

	private static @Nullable HealthEndpointGroup group(InvocationContext context, HealthEndpointGroups groups,
			String name) {
		WebServerNamespace namespace = context.resolveArgument(WebServerNamespace.class);
		HealthEndpointGroup group = groups.get(name);
		return (group == null && namespace != null) ? groups.get(AdditionalHealthEndpointPath.of(namespace, name))
				: group;
	}

	private static List<String> path(InvocationContext context) {
		Object path = context.getArguments().get(PATH);
		if (path instanceof Object[] elements) {
			return Arrays.stream(elements).map(String::valueOf).toList();
		}
		List<String> list = new ArrayList<>();
		if (path instanceof List<?> elements) {
			elements.forEach((element) -> list.add(String.valueOf(element)));
		}
		return list;
	}

}
