package io.clusterboot.process;

import java.util.function.UnaryOperator;

/**
 * Text that may stand in quotes.
 */
final class Quoted {

	private Quoted() {
	}

	/**
	 * Change the text and leave the quotes around it, if any.
	 * @param text the text
	 * @param change what to do with the text between the quotes
	 * @return the changed text
	 */
	static String map(String text, UnaryOperator<String> change) {
		String quote = isQuoted(text) ? text.substring(0, 1) : "";
		return quote + change.apply(text.substring(quote.length(), text.length() - quote.length())) + quote;
	}

	private static boolean isQuoted(String text) {
		return text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"))
				&& text.charAt(0) == text.charAt(text.length() - 1);
	}

}
