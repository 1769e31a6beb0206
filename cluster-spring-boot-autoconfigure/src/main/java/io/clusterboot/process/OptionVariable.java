package io.clusterboot.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The environment variables that carry JVM options, and how options stand in them:
 * separated by white space, quotes without escapes.
 */
final class OptionVariable {

	/**
	 * Read by the JVM, before the options of the command line.
	 */
	static final String TOOL = "JAVA_TOOL_OPTIONS";

	/**
	 * Read by the java launcher as if it stood at the beginning of the command line.
	 */
	static final String LAUNCHER = "JDK_JAVA_OPTIONS";

	/**
	 * Read by the JVM, after the options of the command line.
	 */
	static final String OVERRIDE = "_JAVA_OPTIONS";

	static final Set<String> ALL = Set.of(TOOL, LAUNCHER, OVERRIDE);

	private OptionVariable() {
	}

	/**
	 * Return the options in the value.
	 * @param value the variable's value
	 * @return the options, quotes removed
	 */
	static List<String> split(String value) {
		List<String> options = new ArrayList<>();
		int position = 0;
		while (position < value.length()) {
			int end = end(value, position);
			if (end > position) {
				options.add(unquote(value.substring(position, end)));
			}
			position = end + 1;
		}
		return options;
	}

	/**
	 * Return the value that is read as exactly the given options.
	 * @param options the options
	 * @return the value
	 */
	static String join(List<String> options) {
		return options.stream().map(OptionVariable::quote).collect(Collectors.joining(" "));
	}

	private static int end(String value, int start) {
		char quote = 0;
		for (int i = start; i < value.length(); i++) {
			char character = value.charAt(i);
			if (quote == 0 && isSpace(character)) {
				return i;
			}
			quote = quoteAfter(quote, character);
		}
		return value.length();
	}

	private static String unquote(String option) {
		StringBuilder result = new StringBuilder();
		char quote = 0;
		for (char character : option.toCharArray()) {
			char next = quoteAfter(quote, character);
			if (next == quote) {
				result.append(character);
			}
			quote = next;
		}
		return result.toString();
	}

	private static char quoteAfter(char quote, char character) {
		if (quote == 0) {
			return (character == '"' || character == '\'') ? character : 0;
		}
		return (character == quote) ? 0 : quote;
	}

	private static String quote(String option) {
		if (!option.isEmpty() && option.chars().noneMatch((character) -> isSpecial((char) character))) {
			return option;
		}
		// Nothing escapes a quote: one kind stands within the other.
		return "\"" + option.replace("\"", "\"'\"'\"") + "\"";
	}

	private static boolean isSpecial(char character) {
		return isSpace(character) || character == '"' || character == '\'';
	}

	private static boolean isSpace(char character) {
		return character == ' ' || (character >= '\t' && character <= '\r');
	}

}
