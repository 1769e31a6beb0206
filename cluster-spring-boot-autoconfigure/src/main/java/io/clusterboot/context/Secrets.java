package io.clusterboot.context;

import java.util.regex.Pattern;

/**
 * Hides secrets in what is logged or shown.
 */
final class Secrets {

	private static final String MASK = "******";

	/**
	 * The value reaches to the end: what separates parameters may stand in a password.
	 */
	private static final Pattern PARAMETER = Pattern
		.compile("(?is)([\\w.-]*(?:password|passwd|passphrase|pwd|secret|token)[\\w.-]*\\s*=).*");

	private static final Pattern USER_INFO = Pattern.compile("(?s)(//[^/:@?;]*:).*@");

	private static final Pattern ORACLE_USER_INFO = Pattern.compile("(?is)(:(?:thin|oci8?):[^/@:]+/).*@");

	private Secrets() {
	}

	/**
	 * Return a URL without the passwords in it.
	 * @param url a connection URL or any other location
	 * @return the URL that may be shown
	 */
	static String mask(String url) {
		String masked = PARAMETER.matcher(url).replaceFirst("$1" + MASK);
		masked = USER_INFO.matcher(masked).replaceFirst("$1" + MASK + "@");
		return ORACLE_USER_INFO.matcher(masked).replaceFirst("$1" + MASK + "@");
	}

}
