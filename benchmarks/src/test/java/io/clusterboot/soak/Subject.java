package io.clusterboot.soak;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.clusterboot.load.Endpoint;

/**
 * An application whose start and memory are measured, and the pages that are asked for.
 */
enum Subject {

	/**
	 * The guest book: REST and JDBC.
	 */
	SAMPLE("sample.jar",
			List.of(Endpoint.page("/", "Guest book", null), Endpoint.SAMPLE, Endpoint.page("/api/entries", "[", null),
					Endpoint.page("/actuator/health", "\"UP\"", null))),

	/**
	 * The clinic: JPA and Thymeleaf.
	 */
	CLINIC("clinic.jar",
			List.of(clinic("/"), clinic("/owners?name=a"), clinic("/owners/7"), clinic("/animals/11"), clinic("/vets"),
					clinic("/appointments"))),

	/**
	 * The application under load of the other commands: hardly anything.
	 */
	LOAD("load.jar", List.of(Endpoint.loaded("/pid")));

	private final String jar;

	private final List<Endpoint> pages;

	Subject(String jar, List<Endpoint> pages) {
		this.jar = jar;
		this.pages = pages;
	}

	private static Endpoint clinic(String path) {
		return Endpoint.page(path, "</footer>", Pattern.compile("Process (\\d+)"));
	}

	static List<Subject> wanted() {
		return Soak.options("application", List.of("sample", "clinic"))
			.stream()
			.map((name) -> valueOf(name.toUpperCase(Locale.ROOT)))
			.toList();
	}

	Path jar() {
		return Path.of(System.getProperty(this.jar));
	}

	/**
	 * Return what is asked for one after the other, the first page before all.
	 * @return the pages
	 */
	List<Endpoint> pages() {
		return this.pages;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
