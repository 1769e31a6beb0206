package io.clusterboot.soak;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the load asks for, and how the answer says who gave it.
 *
 * @param path the path
 * @param body the body that each answer must have
 * @param ordinal where the body names the worker, or {@code null} if it does not
 * @param pid where the body names the process
 */
record Endpoint(String path, Pattern body, Pattern ordinal, Pattern pid) {

	static final Endpoint SAMPLE = new Endpoint("/hello", Pattern.compile("\\{.*\"message\":\"Hello\".*}"),
			Pattern.compile("\"worker\":(-?\\d+)"), Pattern.compile("\"pid\":(\\d+)"));

	static final Endpoint PROBE = new Endpoint("/pid", Pattern.compile("\\d+"), null, Pattern.compile("(\\d+)"));

	byte[] request(boolean keepAlive) {
		return request("GET", this.path, keepAlive);
	}

	static byte[] request(String method, String path, boolean keepAlive) {
		String connection = keepAlive ? "" : "Connection: close\r\n";
		return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n" + connection + "\r\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Return who answered.
	 * @param answer the body of the answer
	 * @return who answered
	 * @throws RequestFailedException if that is not the body that it should be
	 */
	Origin origin(String answer) throws RequestFailedException {
		Matcher pid = this.pid.matcher(answer);
		if (!this.body.matcher(answer).matches() || !pid.find()) {
			throw new RequestFailedException(Failure.WRONG_BODY, answer);
		}
		return new Origin(ordinalIn(answer), Long.parseLong(pid.group(1)));
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
	 * @param pid process id
	 */
	record Origin(int ordinal, long pid) {

	}

}
