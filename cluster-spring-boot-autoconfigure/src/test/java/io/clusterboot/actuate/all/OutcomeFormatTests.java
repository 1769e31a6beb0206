package io.clusterboot.actuate.all;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.util.MimeTypeUtils;

import io.clusterboot.peer.PeerClient;
import io.clusterboot.peer.PeerHandler;
import io.clusterboot.peer.PeerQuestion;
import io.clusterboot.peer.PeerServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OutcomeFormat}, over real sockets.
 */
@Timeout(60)
class OutcomeFormatTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

	private final OutcomeFormat format = new OutcomeFormat(TestJson.endpoints());

	private int count;

	@Test
	void nothingArrivesAsNothing() {
		assertThat(arrived(null)).isEqualTo(new Outcome(false, 204, null, null));
		assertThat(arrived(new WebEndpointResponse<>(404))).isEqualTo(new Outcome(true, 404, null, null));
	}

	@Test
	void textArrivesAsText() {
		assertThat(arrived("Grüße")).isEqualTo(new Outcome(false, 200, null, "Grüße"));
		assertThat(arrived(new WebEndpointResponse<>("", 503, MimeTypeUtils.TEXT_PLAIN)))
			.isEqualTo(new Outcome(true, 503, "text/plain", ""));
	}

	@Test
	void bytesArriveAsBytes() {
		byte[] bytes = { 0, -1, 127, -128 };
		assertThat(arrived(bytes).body()).isEqualTo(bytes);
		assertThat(arrived(new byte[0]).body()).isEqualTo(new byte[0]);
	}

	@Test
	void jsonArrivesAsJson() {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("text", "a");
		body.put("number", 1.5);
		body.put("flag", true);
		body.put("nothing", null);
		body.put("list", List.of(1, Map.of("deep", List.of())));
		assertThat(arrived(body).body()).isEqualTo(body).isNotInstanceOf(OperationResponseBody.class);
		assertThat(arrived(OperationResponseBody.of(body)).body()).isEqualTo(body)
			.isInstanceOf(OperationResponseBody.class);
		assertThat(arrived(List.of("a", 1)).body()).isEqualTo(List.of("a", 1));
		assertThat(arrived(7).body()).isEqualTo(7);
		assertThat(arrived(false).body()).isEqualTo(false);
	}

	@Test
	void resourceArrivesPieceByPiece() throws IOException {
		byte[] content = new byte[200_001];
		Outcome outcome = arrived(new ByteArrayResource(content) {
			@Override
			public String getFilename() {
				return "heap.hprof";
			}
		});
		Resource resource = (Resource) outcome.body();
		assertThat(resource.getFilename()).isEqualTo("heap.hprof");
		assertThat(resource.contentLength()).isEqualTo(content.length);
		try (InputStream stream = resource.getInputStream()) {
			assertThat(stream.readAllBytes()).isEqualTo(content);
		}
		assertThat(((Resource) arrived(new ByteArrayResource(new byte[0])).body()).getFilename()).isNull();
	}

	@Test
	void streamArrivesAsStream() throws IOException {
		Resource resource = (Resource) arrived(
				new InputStreamResource(new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8))))
			.body();
		assertThat(resource).isExactlyInstanceOf(InputStreamResource.class);
		assertThat(resource.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("content");
	}

	@Test
	void fileIsAskedForWhenItIsRead() throws IOException {
		Path file = Files.writeString(this.directory.resolve("app.log"), "content");
		Resource resource = (Resource) arrived(new FileSystemResource(file)).body();
		assertThat(resource.getFilename()).isEqualTo("app.log");
		assertThat(resource.contentLength()).isEqualTo(7);
		assertThat(resource.isFile()).isFalse();
		for (int i = 0; i < 2; i++) {
			assertThat(resource.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("content");
		}
	}

	@Test
	void fileOfAnOperationThatMustNotRunAgainArrivesAtOnce() throws IOException {
		Path file = Files.writeString(this.directory.resolve("report"), "made once");
		Outcome outcome = read(
				(question, answer) -> this.format.write(Outcome.of(new FileSystemResource(file)), false, answer));
		Resource resource = (Resource) outcome.body();
		assertThat(resource.contentLength()).isEqualTo(9);
		assertThat(resource.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("made once");
	}

	@Test
	void refusalArrivesAsTheSameRefusal() {
		Refusal refusal = Refusal.of(new InvalidEndpointRequestException("no LOUD", "not a level"));
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> arrived(refusal))
			.havingCause()
			.isInstanceOfSatisfying(InvalidEndpointRequestException.class,
					(invalid) -> assertThat(invalid.getReason()).isEqualTo("not a level"))
			.withMessage("no LOUD");
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> arrived(Refusal.of(new AccessDeniedException("not you"))))
			.havingCause()
			.isInstanceOf(AccessDeniedException.class)
			.withMessage("not you");
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> arrived(new Refusal(false, "ä".repeat(60_000), "")))
			.havingCause()
			.isInstanceOf(InvalidEndpointRequestException.class);
		assertThat(Refusal.of(new IllegalStateException())).isNull();
	}

	@Test
	void readWhenBrokenOffFails() {
		byte[] whole = written(new WebEndpointResponse<>(Map.of("a", 1), 200, MimeTypeUtils.APPLICATION_JSON));
		for (int length = 0; length < whole.length; length++) {
			byte[] part = new byte[length];
			System.arraycopy(whole, 0, part, 0, length);
			assertThatExceptionOfType(CompletionException.class).as("%d bytes", length)
				.isThrownBy(() -> read((question, answer) -> answer.write(part)));
		}
	}

	@Test
	void readWhenFormIsUnknownFails() {
		for (byte form : new byte[] { -1, 7, 127 }) {
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> read((question, answer) -> answer.write(new byte[] { form, 0, 0, 0, 0, 0 })))
				.withMessageContaining("no form " + form);
		}
	}

	private InputStream content(long position) {
		return new ByteArrayInputStream("content".substring((int) position).getBytes(StandardCharsets.UTF_8));
	}

	private Outcome arrived(@Nullable Object result) {
		Outcome outcome = (result instanceof Refusal) ? new Outcome(false, 400, null, result) : Outcome.of(result);
		return read((question, answer) -> this.format.write(outcome, true, answer));
	}

	private byte[] written(Object result) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			this.format.write(Outcome.of(result), true, bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private Outcome read(PeerHandler handler) {
		Path socket = this.directory.resolve("w" + this.count++);
		try (PeerServer server = PeerServer.start(socket, handler)) {
			return new PeerClient()
				.ask(socket, new PeerQuestion("outcome", "?".getBytes(StandardCharsets.UTF_8)), PATIENCE,
						(answer) -> this.format.read(answer, this::content))
				.join();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
