package io.clusterboot.actuate;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.web.util.HtmlUtils;

/**
 * The page, with places for what it is to know.
 */
final class UiPage {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

	private final String html = UiFile.read("page.html");

	/**
	 * Return the page for one request.
	 * @param values what the page is to know, by name
	 * @return the page
	 */
	String render(Map<String, String> values) {
		return PLACEHOLDER.matcher(this.html)
			.replaceAll((found) -> Matcher
				.quoteReplacement(HtmlUtils.htmlEscape(values.getOrDefault(found.group(1), found.group()), "UTF-8")));
	}

}
