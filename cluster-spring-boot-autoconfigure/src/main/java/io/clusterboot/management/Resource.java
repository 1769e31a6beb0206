package io.clusterboot.management;

import java.util.List;
import java.util.Map;

/**
 * What answers below one path of the server.
 */
sealed interface Resource permits ClusterResource, HealthResource, PrometheusResource, LinksResource {

	/**
	 * Return the methods that a path has.
	 * @param path the rest of the path, in its parts
	 * @return the methods, empty where there is nothing
	 */
	List<String> methods(List<String> path);

	/**
	 * Return the types of answers.
	 * @return the types, the preferred one first
	 */
	default List<String> produces() {
		return MediaTypes.JSON;
	}

	/**
	 * Answer a request, whose path and method are right.
	 * @param request the request
	 * @param path the rest of the path, in its parts
	 * @param contentType the type that the client wants
	 * @return the answer
	 * @throws Exception if the answer cannot be written
	 */
	Answer answer(Request request, List<String> path, String contentType) throws Exception;

	/**
	 * Return the links that the discovery page has.
	 * @return what follows the id, and what follows the path
	 */
	default Map<String, String> links() {
		return Map.of("", "");
	}

}
