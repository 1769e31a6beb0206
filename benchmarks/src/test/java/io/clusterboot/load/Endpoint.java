package io.clusterboot.load;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the load asks for, and how the answer says who gave it.
 *
 * @param path the path
 * @param body the body that each answer must have
 * @param ordinal where the body names the worker, or {@code null} if it does not
 * @param pid where the body names the process, or {@code null} if it does not
 * @since 0.1.0
 */
public record Endpoint(String path, Pattern body, Pattern ordinal, Pattern pid) {

	public static final Endpoint SAMPLE = new Endpoint("/hello", Pattern.compile("\\{.*\"message\":\"Hello\".*}"),
			Pattern.compile("\"worker\":(-?\\d+)"), Pattern.compile("\"pid\":(\\d+)"));

	public static final Endpoint PROBE = new Endpoint("/pid", Pattern.compile("\\d+"), null, Pattern.compile("(\\d+)"));

	public static final Endpoint OPERATED = new Endpoint("/work", Pattern.compile("\\d+"), null,
			Pattern.compile("(\\d+)"));

	/**
	 * Any path of the application under load, and the peers' likes of it.
	 */
	static final Pattern ORIGIN = Pattern.compile("(\\d+) (-?\\d+)");

	/**
	 * Return an endpoint of the application under load that only says who answers.
	 * @param path the path
	 * @return the endpoint
	 */
	public static Endpoint loaded(String path) {
		return new Endpoint(path, ORIGIN, Pattern.compile(" (-?\\d+)"), Pattern.compile("(\\d+) "));
	}

	/**
	 * Return a page of which only a part is known.
	 * @param path the path
	 * @param part a part of the body
	 * @param pid where the body names the process, or {@code null} if it does not
	 * @return the endpoint
	 */
	public static Endpoint page(String path, String part, Pattern pid) {
		return new Endpoint(path, Pattern.compile(".*" + Pattern.quote(part) + ".*", Pattern.DOTALL), null, pid);
	}

	/**
	 * Return an endpoint of the application under load that takes a body.
	 * @param path the path
	 * @param length length of the body, which the answer must say
	 * @return the endpoint
	 */
	static Endpoint upload(String path, int length) {
		return new Endpoint(path, Pattern.compile(ORIGIN + " " + length), Pattern.compile(" (-?\\d+) "),
				Pattern.compile("(\\d+) "));
	}

	byte[] request(boolean keepAlive) {
		return request("GET", this.path, keepAlive);
	}

	public static byte[] request(String method, String path, boolean keepAlive) {
		String connection = keepAlive ? "" : "Connection: close\r\n";
		return head(method, path, 0, connection, "");
	}

	/**
	 * Return a request for one format.
	 * @param path the path
	 * @param accept the format
	 * @return the request, as it goes over the wire
	 */
	public static byte[] get(String path, String accept) {
		return head("GET", path, 0, "Accept: " + accept + "\r\nConnection: close\r\n", "");
	}

	/**
	 * Return a request with a body of JSON.
	 * @param path the path
	 * @param json the body
	 * @return the request, as it goes over the wire
	 */
	public static byte[] post(String path, String json) {
		return head("POST", path, json.length(), "Content-Type: application/json\r\nConnection: close\r\n", json);
	}

	/**
	 * Return a request that a body is to follow.
	 * @param path the path
	 * @param length length of the body
	 * @return the request up to its body
	 */
	static byte[] head(String path, int length) {
		return head("POST", path, length, "Connection: close\r\n", "");
	}

	private static byte[] head(String method, String path, int length, String headers, String body) {
		return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n" + headers
				+ "\r\n" + body)
			.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Return who answered.
	 * @param answer the body of the answer
	 * @return who answered
	 * @throws RequestFailedException if that is not the body that it should be
	 */
	public Origin origin(String answer) throws RequestFailedException {
		if (!this.body.matcher(answer).matches()) {
			throw new RequestFailedException(Failure.WRONG_BODY, answer);
		}
		return new Origin(ordinalIn(answer), pidIn(answer));
	}

	private long pidIn(String answer) throws RequestFailedException {
		if (this.pid == null) {
			return 0;
		}
		Matcher matcher = this.pid.matcher(answer);
		if (!matcher.find()) {
			throw new RequestFailedException(Failure.WRONG_BODY, answer);
		}
		return Long.parseLong(matcher.group(1));
	}

	private int ordinalIn(String answer) throws RequestFailedException {
		if (this.ordinal == null) {
			return -1;
		}
		Matcher matcher = this.ordinal.matcher(answer);
		if (!matcher.find()) {
			throw new RequestFailedException(Failure.WRONG_BODY, answer);
		}
		return Integer.parseInt(matcher.group(1));
	}

	/**
	 * Who answered.
	 *
	 * @param ordinal ordinal of the worker, -1 if unknown
	 * @param pid process id, 0 if unknown
	 * @since 0.1.0
	 */
	public record Origin(int ordinal, long pid) {

	}

}
