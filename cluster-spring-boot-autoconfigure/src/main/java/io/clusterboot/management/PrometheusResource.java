package io.clusterboot.management;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.util.StringUtils;

/**
 * The metrics of the cluster, in the format that the client and the source agree on.
 */
final class PrometheusResource implements Resource {

	private static final int OK = 200;

	private final PrometheusSource source;

	PrometheusResource(PrometheusSource source) {
		this.source = source;
	}

	@Override
	public List<String> methods(List<String> path) {
		return path.isEmpty() ? List.of("GET") : List.of();
	}

	/**
	 * Return any type: the source chooses.
	 * @return the types
	 */
	@Override
	public List<String> produces() {
		return List.of("*/*");
	}

	@Override
	public Answer answer(Request request, List<String> path, String contentType) {
		Set<String> names = new LinkedHashSet<>();
		request.query()
			.getOrDefault("includedNames", List.of())
			.forEach((list) -> names.addAll(StringUtils.commaDelimitedListToSet(list)));
		PrometheusSource.Scrape scrape = this.source.scrape(request.header("accept"), names);
		return new Answer(OK, scrape.contentType(), scrape.body());
	}

}
