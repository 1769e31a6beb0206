package io.clusterboot.actuate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.web.util.HtmlUtils;

/**
 * The page with its styles and scripts in one file. A policy in it names these by their
 * hashes, so that a browser runs nothing else.
 */
final class UiPage {

	private static final List<String> SCRIPTS = List.of("format.js", "http.js", "rates.js", "view.js", "overview.js",
			"workers.js", "activity.js", "actions.js", "main.js");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

	private final String html;

	private UiPage(String html) {
		this.html = html;
	}

	static UiPage load() {
		String style = read("page.css");
		String script = SCRIPTS.stream().map(UiPage::read).collect(Collectors.joining("\n"));
		return new UiPage(replace(read("page.html"),
				Map.of("style", style, "script", script, "styleHash", hash(style), "scriptHash", hash(script))));
	}

	/**
	 * Return the page for one request.
	 * @param values what the page is to know, by name
	 * @return the page
	 */
	String render(Map<String, String> values) {
		Map<String, String> escaped = values.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (value) -> HtmlUtils.htmlEscape(value.getValue(), "UTF-8")));
		return replace(this.html, escaped);
	}

	private static String replace(String text, Map<String, String> values) {
		return PLACEHOLDER.matcher(text)
			.replaceAll((found) -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
	}

	private static String read(String name) {
		try (InputStream file = UiPage.class.getResourceAsStream("clusterui/" + name)) {
			if (file == null) {
				throw new IllegalStateException("No " + name + " beside " + UiPage.class.getName());
			}
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String hash(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return "sha256-" + Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
