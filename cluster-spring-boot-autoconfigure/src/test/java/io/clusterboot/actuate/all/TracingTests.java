package io.clusterboot.actuate.all;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import brave.handler.MutableSpan;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the traces of an application stay its own: asking another worker is no part
 * of them.
 */
@Timeout(120)
class TracingTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String PARENT = "b7ad6b7169203331";

	@RegisterExtension
	static final TwoWorkers workers = new TwoWorkers();

	@BeforeEach
	void forget() {
		spans(workers.first()).forget();
		spans(workers.second()).forget();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			health/inner     | "from":"1"
			prometheus       | worker="1"
			threaddump       | worker-1/
			notes?worker=1   | 1
			metrics/jvm.threads.live?tag=worker:1 | jvm.threads.live
			""")
	void readWhenAnotherWorkerIsAskedHasOneSpanInTheTraceOfTheRequest(String path, String ofTheOther) throws Exception {
		assertThat(get(workers.first(), path)).contains(ofTheOther);
		assertOneSpan(workers.first());
		assertThat(spans(workers.second()).finished()).isEmpty();
	}

	@Test
	void readWhenAWorkerIsAskedItselfHasItsSpanThere() throws Exception {
		assertThat(get(workers.second(), "notes")).startsWith("1");
		assertOneSpan(workers.second());
		assertThat(spans(workers.first()).finished()).isEmpty();
	}

	private static String get(WorkerContext worker, String path) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(worker.url() + "/actuator/" + path))
				.header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
				.build(), BodyHandlers.ofString())
			.body();
	}

	/**
	 * The answer may be there before the span is finished.
	 */
	private static void assertOneSpan(WorkerContext worker) {
		Awaitility.await().until(() -> !spans(worker).finished().isEmpty());
		assertThat(spans(worker).finished()).singleElement().satisfies(TracingTests::isOfTheRequest);
	}

	private static void isOfTheRequest(MutableSpan span) {
		assertThat(span.traceId()).isEqualTo(TRACE);
		assertThat(span.parentId()).isEqualTo(PARENT);
		assertThat(span.tags()).containsKey("uri").doesNotContainKey("worker");
	}

	private static Spans spans(WorkerContext worker) {
		return worker.bean(Spans.class);
	}

}
