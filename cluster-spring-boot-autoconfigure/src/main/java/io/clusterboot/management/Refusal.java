package io.clusterboot.management;

/**
 * A reason not to do what a request asks for.
 */
enum Refusal {

	BAD_REQUEST(400, "Bad Request"),

	FORBIDDEN(403, "Forbidden"),

	NOT_FOUND(404, "Not Found"),

	METHOD_NOT_ALLOWED(405, "Method Not Allowed"),

	NOT_ACCEPTABLE(406, "Not Acceptable"),

	CONTENT_TOO_LARGE(413, "Content Too Large"),

	UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),

	INTERNAL_SERVER_ERROR(500, "Internal Server Error");

	private final int status;

	private final String phrase;

	Refusal(int status, String phrase) {
		this.status = status;
		this.phrase = phrase;
	}

	int status() {
		return this.status;
	}

	String phrase() {
		return this.phrase;
	}

}
