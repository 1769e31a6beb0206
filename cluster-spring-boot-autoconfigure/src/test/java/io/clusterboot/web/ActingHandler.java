package io.clusterboot.web;

import java.nio.charset.StandardCharsets;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Does what its path says, as {@link ActingServlet} does.
 */
final class ActingHandler implements HttpHandler {

	private final Acts acts;

	ActingHandler(Acts acts) {
		this.acts = acts;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		return switch (request.getPath().value()) {
			case "/", "/text" -> write(response, "text");
			case "/empty" -> empty(response);
			case "/late-events" -> released().then(Mono.defer(() -> sendEvent(response)));
			case "/events" -> sendEvent(response);
			case "/async" -> async(response);
			case "/upload" -> upload(request, response);
			default -> released().then(Mono.defer(() -> write(response, "late")));
		};
	}

	private Mono<Void> empty(ServerHttpResponse response) {
		response.setStatusCode(HttpStatus.NO_CONTENT);
		return response.setComplete();
	}

	private Mono<Void> released() {
		return Mono.<Void>fromRunnable(() -> {
			this.acts.arrived.countDown();
			this.acts.awaitRelease();
		}).subscribeOn(Schedulers.boundedElastic());
	}

	private Mono<Void> sendEvent(ServerHttpResponse response) {
		response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
		return response.writeAndFlushWith(
				Flux.<Flux<DataBuffer>>just(Flux.just(buffer(response, "data: 1\n\n"))).concatWith(Flux.never()));
	}

	private Mono<Void> async(ServerHttpResponse response) {
		Sinks.One<String> answer = Sinks.one();
		this.acts.async.complete(answer::tryEmitValue);
		return answer.asMono().flatMap((text) -> write(response, text));
	}

	private Mono<Void> upload(ServerHttpRequest request, ServerHttpResponse response) {
		return request.getBody()
			.doOnNext((part) -> this.acts.arrived.countDown())
			.map(DataBuffer::readableByteCount)
			.reduce(0, Integer::sum)
			.flatMap((size) -> write(response, String.valueOf(size)));
	}

	private Mono<Void> write(ServerHttpResponse response, String text) {
		response.getHeaders().setContentType(MediaType.TEXT_PLAIN);
		response.getHeaders().setContentLength(text.length());
		return response.writeWith(Mono.just(buffer(response, text)));
	}

	private DataBuffer buffer(ServerHttpResponse response, String text) {
		return response.bufferFactory().wrap(text.getBytes(StandardCharsets.US_ASCII));
	}

}
