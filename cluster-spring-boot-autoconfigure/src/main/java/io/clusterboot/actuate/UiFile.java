package io.clusterboot.actuate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

/**
 * The files that the page needs, made of one or more resources. They are no part of the
 * page, because an application's policy may allow nothing inline.
 */
enum UiFile {

	STYLE("page.css", "text/css", "page.css"),

	SCRIPT("page.js", "text/javascript", "format.js", "http.js", "rates.js", "view.js", "overview.js", "workers.js",
			"activity.js", "actions.js", "main.js"),

	ICON("icon.svg", "image/svg+xml", "icon.svg");

	private final String name;

	private final MimeType type;

	private final String content;

	UiFile(String name, String type, String... resources) {
		this.name = name;
		this.type = new MimeType(MimeType.valueOf(type), StandardCharsets.UTF_8);
		this.content = List.of(resources).stream().map(UiFile::read).collect(Collectors.joining("\n"));
	}

	static @Nullable UiFile of(String name) {
		return Arrays.stream(values()).filter((file) -> file.name.equals(name)).findFirst().orElse(null);
	}

	WebEndpointResponse<String> response() {
		return new WebEndpointResponse<>(this.content, this.type);
	}

	/**
	 * Return the text of a resource.
	 * @param name name of a resource
	 * @return the text
	 */
	static String read(String name) {
		try (InputStream file = UiFile.class.getResourceAsStream("clusterui/" + name)) {
			if (file == null) {
				throw new IllegalStateException("No " + name + " beside " + UiFile.class.getName());
			}
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
