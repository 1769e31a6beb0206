package io.clusterboot.management;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.web.Link;

/**
 * The discovery page.
 */
final class LinksResource implements Resource {

	private static final int OK = 200;

	private final Map<String, String> paths = new LinkedHashMap<>();

	private final JsonAnswers answers;

	LinksResource(JsonAnswers answers) {
		this.answers = answers;
	}

	/**
	 * Show a resource.
	 * @param id its id
	 * @param path its path below the base path
	 * @param resource the resource
	 */
	void add(String id, String path, Resource resource) {
		resource.links().forEach((name, rest) -> this.paths.put(id + name, path + rest));
	}

	@Override
	public List<String> methods(List<String> path) {
		return List.of("GET");
	}

	@Override
	public Answer answer(Request request, List<String> path, String contentType) throws Exception {
		String self = request.url().endsWith("/") ? request.url().substring(0, request.url().length() - 1)
				: request.url();
		Map<String, Link> links = new LinkedHashMap<>();
		links.put("self", new Link(self));
		this.paths.forEach((id, rest) -> links.put(id, new Link(self + rest)));
		return this.answers.of(OK, Map.of("_links", links), contentType);
	}

}
