package io.clusterboot.management;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.endpoint.PropertiesEndpointAccessResolver;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointProperties;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Finds out who answers a request. The port is opened on purpose, so what there is on it
 * is there unless its access is none; what workers expose does not matter.
 */
final class Router {

	private final String basePath;

	private final List<Mount> mounts = new ArrayList<>();

	private final JsonAnswers answers;

	private Router(String basePath, JsonAnswers answers) {
		this.basePath = basePath;
		this.answers = answers;
	}

	/**
	 * Return a router to what the properties of the actuator permit.
	 * @param primary what is shown and changed
	 * @param environment has the properties
	 * @return the router
	 */
	static Router of(ManagedPrimary primary, Environment environment) {
		Binder binder = Binder.get(environment);
		WebEndpointProperties web = binder.bindOrCreate("management.endpoints.web", WebEndpointProperties.class);
		JsonAnswers answers = new JsonAnswers(primary.json());
		Router router = new Router(web.getBasePath(), answers);
		EndpointAccessResolver accesses = new PropertiesEndpointAccessResolver(environment);
		Access cluster = accesses.accessFor(EndpointId.of("cluster"), Access.READ_ONLY);
		if (cluster != Access.NONE) {
			router.mount("cluster", web, new ClusterResource(primary, cluster == Access.UNRESTRICTED, answers));
		}
		if (accesses.accessFor(EndpointId.of("health"), Access.UNRESTRICTED) != Access.NONE) {
			router.mount("health", web, new HealthResource(primary,
					binder.bindOrCreate("management.endpoint.health", HealthEndpointProperties.class), answers));
		}
		PrometheusSource prometheus = primary.prometheus();
		if (prometheus != null && accesses.accessFor(EndpointId.of("prometheus"), Access.UNRESTRICTED) != Access.NONE) {
			router.mount("prometheus", web, new PrometheusResource(prometheus));
		}
		if (web.getDiscovery().isEnabled()) {
			router.mountLinks();
		}
		return router;
	}

	private void mount(String id, WebEndpointProperties web, Resource resource) {
		String path = web.getPathMapping().getOrDefault(id, id);
		this.mounts.add(new Mount(id, path.startsWith("/") ? path : "/" + path, resource));
	}

	private void mountLinks() {
		LinksResource links = new LinksResource(this.answers);
		this.mounts.forEach((mount) -> links.add(mount.id(), mount.path(), mount.resource()));
		this.mounts.add(new Mount("", "", links));
	}

	/**
	 * Answer requests of every kind, those included that make no sense. None of them
	 * changes anything.
	 * @throws Exception if one cannot be answered
	 */
	void warmUp() throws Exception {
		for (Mount mount : this.mounts) {
			String path = this.basePath + mount.path();
			if (!(mount.resource() instanceof PrometheusResource)) {
				for (String accept : List.of("application/json;charset=utf-8, */*;q=0.5", "nonsense")) {
					warmUp(path, accept);
				}
			}
		}
	}

	private void warmUp(String path, String accept) throws Exception {
		for (String rest : List.of("", "/liveness", "/0", "/0/1", "/a%20b")) {
			answer(Request.of("GET", path + rest, accept, ""));
		}
		for (String method : List.of("PUT", "OPTIONS")) {
			answer(Request.of(method, path, accept, ""));
		}
		for (String body : List.of("", "{", "[]", "{\"none\":0}", "{\"workers\":[]}")) {
			answer(Request.of("POST", path + "/none", accept, body));
		}
		answer(Request.of("POST", path + "/scale", accept, "{\"none\":0}"));
		answer(Request.of("POST", path + "/scale", accept, "{\"workers\":\"none\"}"));
	}

	Answer answer(Request request) throws Exception {
		if (request.isPreflight()) {
			return this.answers.refuse(Refusal.FORBIDDEN, request, "Pages from elsewhere may not send requests");
		}
		String path = request.path();
		if (path.startsWith(this.basePath)) {
			String below = path.substring(this.basePath.length());
			for (Mount mount : this.mounts) {
				List<String> rest = mount.rest(below);
				if (rest != null && !mount.resource().methods(rest).isEmpty()) {
					return answer(request, mount.resource(), rest);
				}
			}
		}
		return this.answers.refuse(Refusal.NOT_FOUND, request, null);
	}

	private Answer answer(Request request, Resource resource, List<String> path) throws Exception {
		List<String> methods = resource.methods(path);
		if (request.method().equals("OPTIONS")) {
			return Answer.empty(200).with("Allow", String.join(",", methods) + ",HEAD,OPTIONS");
		}
		if (!methods.contains(request.method().equals("HEAD") ? "GET" : request.method())) {
			return this.answers.refuse(Refusal.METHOD_NOT_ALLOWED, request, null)
				.with("Allow", String.join(",", methods));
		}
		if (request.isPost() && !MediaTypes.isJson(request.header("content-type"))) {
			// A form of a page from elsewhere has no such type.
			return this.answers.refuse(Refusal.UNSUPPORTED_MEDIA_TYPE, request,
					"The Content-Type must be application/json");
		}
		String type = MediaTypes.negotiate(request.header("accept"), resource.produces());
		return (type != null) ? resource.answer(request, path, type) : this.answers.refuse(Refusal.NOT_ACCEPTABLE,
				request, "There is " + String.join(", ", resource.produces()));
	}

	/**
	 * A resource at its path.
	 *
	 * @param id id of the endpoint
	 * @param path path below the base path
	 * @param resource the resource
	 */
	private record Mount(String id, String path, Resource resource) {

		/**
		 * Return what follows the path of the resource.
		 * @param requested what was asked for, below the base path
		 * @return the rest in its parts, or {@code null} if that is not below the path
		 */
		@Nullable List<String> rest(String requested) {
			if (requested.equals(this.path) || (this.path.isEmpty() && requested.equals("/"))) {
				return List.of();
			}
			if (this.path.isEmpty() || !requested.startsWith(this.path + "/")) {
				return null;
			}
			List<String> parts = Arrays.stream(requested.substring(this.path.length() + 1).split("/", -1))
				.map((part) -> StringUtils.uriDecode(part, StandardCharsets.UTF_8))
				.toList();
			return parts.contains("") ? null : parts;
		}

	}

}
