package io.clusterboot.actuate.all;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;

import io.clusterboot.peer.PeerAnswer;

/**
 * Writes and reads the outcome of an operation: JSON, text and bytes as a whole, the
 * content of a resource piece by piece.
 */
final class OutcomeFormat {

	/**
	 * Longest time between two pieces of a resource: the other worker may write a dump of
	 * its heap before the first one.
	 */
	private static final Duration RESOURCE_PATIENCE = Duration.ofMinutes(5);

	/**
	 * Length of the longest reason for a refusal that is passed on whole.
	 */
	private static final int MOST_OF_A_REASON = 10_000;

	private static final long UNKNOWN = -1;

	private final EndpointJson json;

	OutcomeFormat(EndpointJson json) {
		this.json = json;
	}

	/**
	 * Write an outcome.
	 * @param outcome the outcome
	 * @param again whether the operation may be run again for the content of a file
	 * @param stream where it goes
	 * @throws IOException if it cannot be written
	 */
	void write(Outcome outcome, boolean again, OutputStream stream) throws IOException {
		DataOutputStream out = new DataOutputStream(stream);
		Object body = outcome.body();
		Form form = Form.of(body);
		out.writeByte(form.ordinal());
		out.writeBoolean(outcome.web());
		out.writeInt(outcome.status());
		out.writeUTF((outcome.contentType() != null) ? outcome.contentType() : "");
		switch (form) {
			case NONE -> {
			}
			case JSON, JSON_BODY -> out.write(this.json.write(body));
			case TEXT -> out.write(String.valueOf(body).getBytes(StandardCharsets.UTF_8));
			case BYTES -> out.write((byte[]) body);
			case REFUSAL -> write((Refusal) Objects.requireNonNull(body), out);
			case RESOURCE -> write((Resource) Objects.requireNonNull(body), again, out);
		}
		out.flush();
	}

	private static void write(Refusal refusal, DataOutputStream out) throws IOException {
		out.writeBoolean(refusal.denied());
		out.writeUTF(shortened(refusal.message()));
		out.writeUTF(shortened(refusal.reason()));
	}

	private static String shortened(String text) {
		return (text.length() > MOST_OF_A_REASON) ? text.substring(0, MOST_OF_A_REASON) : text;
	}

	private static void write(Resource resource, boolean again, DataOutputStream out) throws IOException {
		boolean stays = again && resource.isFile();
		out.writeUTF((resource.getFilename() != null) ? resource.getFilename() : "");
		// What stays is asked for when it is read.
		out.writeBoolean(stays);
		if (stays) {
			out.writeLong(resource.contentLength());
			return;
		}
		try (InputStream content = resource.getInputStream()) {
			// A stream would be read to tell its length.
			out.writeLong((resource instanceof InputStreamResource) ? UNKNOWN : resource.contentLength());
			// The length is there before what may take long.
			out.flush();
			content.transferTo(out);
		}
	}

	/**
	 * Read an outcome. Its body is a resource that is still to be read if it was one over
	 * there; all else is complete.
	 * @param answer the answer, closed unless the body still needs it
	 * @param content gives the content if it is a file over there
	 * @return the outcome
	 * @throws IOException if it breaks off
	 * @throws RuntimeException if the other worker refused the request, as it did
	 */
	Outcome read(PeerAnswer answer, RemoteContent.Source content) throws IOException {
		DataInputStream in = new DataInputStream(answer);
		int form = in.readByte();
		if (form < 0 || form >= Form.values().length) {
			throw new IOException("An outcome has no form " + form);
		}
		boolean web = in.readBoolean();
		int status = in.readInt();
		String contentType = in.readUTF();
		return new Outcome(web, status, contentType.isEmpty() ? null : contentType, (form == Form.RESOURCE.ordinal())
				? resource(in, answer, content) : body(Form.values()[form], in, answer));
	}

	private static Resource resource(DataInputStream in, PeerAnswer answer, RemoteContent.Source content)
			throws IOException {
		String filename = in.readUTF();
		boolean stays = in.readBoolean();
		long length = in.readLong();
		if (stays) {
			answer.close();
			return new RemoteResource(filename, length, () -> new RemoteContent(content, length));
		}
		PeerAnswer arriving = answer.patience(RESOURCE_PATIENCE);
		return (length != UNKNOWN) ? new RemoteResource(filename, length, () -> arriving)
				: new InputStreamResource(arriving);
	}

	private @Nullable Object body(Form form, DataInputStream in, PeerAnswer answer) throws IOException {
		if (form == Form.REFUSAL) {
			throw new Refusal(in.readBoolean(), in.readUTF(), in.readUTF()).exception();
		}
		byte[] bytes = answer.readAll();
		answer.close();
		return switch (form) {
			case NONE, RESOURCE, REFUSAL -> null;
			case JSON -> this.json.read(bytes);
			case JSON_BODY -> Bodies.of(this.json.read(bytes));
			case TEXT -> new String(bytes, StandardCharsets.UTF_8);
			case BYTES -> bytes;
		};
	}

	/**
	 * What a body is.
	 */
	private enum Form {

		NONE, JSON, JSON_BODY, TEXT, BYTES, RESOURCE, REFUSAL;

		static Form of(@Nullable Object body) {
			if (body == null) {
				return NONE;
			}
			if (body instanceof CharSequence) {
				return TEXT;
			}
			if (body instanceof byte[]) {
				return BYTES;
			}
			if (body instanceof Resource) {
				return RESOURCE;
			}
			if (body instanceof Refusal) {
				return REFUSAL;
			}
			return (body instanceof OperationResponseBody) ? JSON_BODY : JSON;
		}

	}

}
