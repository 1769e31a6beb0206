package io.clusterboot.management;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.util.StringUtils;

/**
 * Chooses the type of an answer, as Spring MVC does for the endpoints of a worker.
 */
final class MediaTypes {

	/**
	 * The types of JSON that endpoints read and write, the preferred one first.
	 */
	static final List<String> JSON = EndpointMediaTypes.DEFAULT.getProduced();

	private MediaTypes() {
	}

	/**
	 * Choose the type that the client likes best.
	 * @param accept the header {@code Accept}, or {@code null} for any type
	 * @param produced the types to choose from
	 * @return one of them, or {@code null} if the client accepts none
	 */
	static @Nullable String negotiate(@Nullable String accept, List<String> produced) {
		if (!StringUtils.hasText(accept)) {
			return produced.get(0);
		}
		return accepted(accept).stream()
			.filter((type) -> quality(type) > 0)
			.flatMap((type) -> produced.stream().filter((candidate) -> matches(type, candidate)))
			.findFirst()
			.orElse(null);
	}

	private static List<MimeType> accepted(String accept) {
		try {
			List<MimeType> types = new ArrayList<>(MimeTypeUtils.parseMimeTypes(accept));
			MimeTypeUtils.sortBySpecificity(types);
			types.sort(Comparator.comparingDouble(MediaTypes::quality).reversed());
			return types;
		}
		catch (InvalidMimeTypeException ex) {
			return List.of();
		}
	}

	private static double quality(MimeType type) {
		String quality = type.getParameter("q");
		try {
			return (quality != null) ? Double.parseDouble(quality) : 1;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	private static boolean matches(MimeType accepted, String produced) {
		return accepted.isCompatibleWith(MimeTypeUtils.parseMimeType(produced));
	}

	/**
	 * Return whether a body is JSON, which a form in a browser cannot send.
	 * @param contentType the header {@code Content-Type}
	 * @return {@code true} if it is one that the endpoints read
	 */
	static boolean isJson(@Nullable String contentType) {
		try {
			MimeType type = MimeTypeUtils.parseMimeType((contentType != null) ? contentType : "");
			return JSON.stream().anyMatch((known) -> type.equalsTypeAndSubtype(MimeTypeUtils.parseMimeType(known)));
		}
		catch (InvalidMimeTypeException ex) {
			return false;
		}
	}

}
