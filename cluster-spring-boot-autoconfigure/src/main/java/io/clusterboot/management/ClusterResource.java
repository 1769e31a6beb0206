package io.clusterboot.management;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.actuate.ClusterEndpoint;
import io.clusterboot.actuate.ClusterEndpointWebExtension;
import io.clusterboot.member.ClusterOperations;

/**
 * The endpoint that workers have, too.
 */
final class ClusterResource implements Resource {

	private final ClusterEndpointWebExtension endpoint;

	private final boolean writable;

	private final JsonAnswers answers;

	ClusterResource(ManagedPrimary primary, boolean writable, JsonAnswers answers) {
		this.endpoint = new ClusterEndpointWebExtension(new ClusterEndpoint(primary.sources(),
				ManagedPrimary.provider(ClusterOperations.class, primary.operations()),
				ManagedPrimary.provider(WorkerIdentity.class, null), ProcessHandle.current().pid()));
		this.writable = writable;
		this.answers = answers;
	}

	@Override
	public List<String> methods(List<String> path) {
		return switch (path.size()) {
			case 0 -> List.of("GET");
			case 1 -> this.writable ? List.of("GET", "POST") : List.of("GET");
			default -> List.of();
		};
	}

	@Override
	public Answer answer(Request request, List<String> path, String contentType) throws Exception {
		if (request.isPost()) {
			return change(request, path.get(0), contentType);
		}
		return path.isEmpty() ? this.answers.of(this.endpoint.all(), contentType)
				: one(request, path.get(0), contentType);
	}

	private Answer one(Request request, String ordinal, String contentType) throws Exception {
		try {
			return this.answers.of(this.endpoint.one(Integer.parseInt(ordinal)), contentType);
		}
		catch (NumberFormatException ex) {
			return this.answers.refuse(Refusal.BAD_REQUEST, request,
					"The ordinal of a worker must be a whole number from 0");
		}
	}

	private Answer change(Request request, String action, String contentType) throws Exception {
		Map<String, Object> parameters = new LinkedHashMap<>();
		try {
			parameters.putAll(this.answers.read(request.body()));
		}
		catch (Exception ex) {
			return this.answers.refuse(Refusal.BAD_REQUEST, request,
					"The body must be a JSON object of plain values: " + ex.getMessage());
		}
		request.query().forEach((name, values) -> parameters.put(name, (values.size() == 1) ? values.get(0) : values));
		return this.answers.of(this.endpoint.change(action, parameters), contentType);
	}

	@Override
	public Map<String, String> links() {
		Map<String, String> links = new LinkedHashMap<>(Map.of("", ""));
		links.put("-ordinal", "/{ordinal}");
		if (this.writable) {
			links.put("-action", "/{action}");
		}
		return links;
	}

}
