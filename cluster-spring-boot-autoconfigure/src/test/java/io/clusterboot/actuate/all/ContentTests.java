package io.clusterboot.actuate.all;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a client gets of a log file: the same from the worker that has it and
 * from one that asks that worker for it.
 */
@Timeout(120)
class ContentTests {

	private static final int SIZE = 1_000_000;

	private static final HttpClient client = HttpClient.newHttpClient();

	@RegisterExtension
	static final TwoWorkers workers = new TwoWorkers();

	@BeforeAll
	static void write() throws IOException {
		StringBuilder text = new StringBuilder();
		new Random(1).ints(SIZE, 'a', 'z' + 1).forEach((letter) -> text.append((char) letter));
		Files.writeString(workers.log(0), "another log");
		Files.writeString(workers.log(1), text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "bytes=0-4", "bytes=0-", "bytes=999990-", "bytes=500000-500009", "bytes=-3",
			"bytes=-2000000", "bytes=5-5", "bytes=999999-2000000", "bytes=0-1,4-5", "bytes=600000-600005,2-3",
			"bytes=0-0,-1", "bytes=-1,0-0,700000-700002,10-12", "bytes=5-9,7-8", "bytes=1000000-", "bytes=1000000-,0-1",
			"bytes=4-2", "bytes=x", "lines=0-4" })
	void rangeOfAnotherWorkerIsAnsweredAsByItself(String range) throws Exception {
		Answer own = get(workers.second(), range);
		assertThat(get(workers.first(), range)).isEqualTo(own);
	}

	private static Answer get(WorkerContext worker, String range) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(worker.url() + "/actuator/logfile?worker=1"));
		if (!range.isEmpty()) {
			request.header("Range", range);
		}
		return Answer.of(client.send(request.build(), BodyHandlers.ofString()));
	}

	/**
	 * What a client gets.
	 *
	 * @param status the HTTP status
	 * @param headers the headers that say something of the content
	 * @param body the content, without the boundary that is another each time
	 */
	private record Answer(int status, Map<String, String> headers, String body) {

		static Answer of(HttpResponse<String> response) {
			boolean several = response.headers().firstValue("Content-Type").orElse("").startsWith("multipart/");
			Map<String, String> headers = new TreeMap<>();
			// A boundary is not always of the same length.
			(several ? Stream.of("Accept-Ranges", "Content-Range")
					: Stream.of("Accept-Ranges", "Content-Range", "Content-Length", "Content-Type"))
				.forEach((name) -> response.headers().firstValue(name).ifPresent((value) -> headers.put(name, value)));
			String boundary = several ? response.body().trim().lines().findFirst().orElse("") : "--";
			return new Answer(response.statusCode(), headers, response.body().replace(boundary, "--"));
		}

	}

}
