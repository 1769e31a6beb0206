package io.clusterboot.actuate;

import org.springframework.util.ClassUtils;

/**
 * What a write from the page has to carry where Spring Security protects the application
 * against requests that other sites forge.
 *
 * @param header name of the header, empty where there is none
 * @param value its value
 */
record WriteToken(String header, String value) {

	static final WriteToken NONE = new WriteToken("", "");

	private static final boolean SPRING_SECURITY = ClassUtils
		.isPresent("org.springframework.security.web.csrf.CsrfToken", WriteToken.class.getClassLoader());

	/**
	 * Return the token of the current request, which may begin a session. To be called on
	 * the thread of the request.
	 * @return the token, or {@link #NONE}
	 */
	static WriteToken current() {
		return SPRING_SECURITY ? ProtectedRequest.token() : NONE;
	}

}
