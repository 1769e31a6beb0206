package io.clusterboot.actuate.all;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

/**
 * How an operation ended in one worker.
 *
 * @param web whether the operation named the HTTP status itself
 * @param status the HTTP status
 * @param contentType what the body is, or {@code null} if the operation did not say
 * @param body the body, or {@code null} if there is none
 */
record Outcome(boolean web, int status, @Nullable String contentType, @Nullable Object body) {

	static Outcome of(@Nullable Object result) {
		if (result instanceof WebEndpointResponse<?> response) {
			MimeType contentType = response.getContentType();
			return new Outcome(true, response.getStatus(), (contentType != null) ? contentType.toString() : null,
					response.getBody());
		}
		return new Outcome(false,
				(result != null) ? WebEndpointResponse.STATUS_OK : WebEndpointResponse.STATUS_NO_CONTENT, null, result);
	}

	/**
	 * Return what an operation that ended like this returns.
	 * @return the result
	 */
	@Nullable Object result() {
		return (this.web) ? response(this.body, this.status) : this.body;
	}

	/**
	 * Return what an operation returns that has another body, and else is like this one.
	 * @param body the body
	 * @param status the HTTP status
	 * @return the result
	 */
	@Nullable Object result(@Nullable Object body, int status) {
		return (this.web) ? response(body, status) : body;
	}

	private WebEndpointResponse<Object> response(@Nullable Object body, int status) {
		return (this.contentType != null) ? new WebEndpointResponse<>(body, status, MimeType.valueOf(this.contentType))
				: new WebEndpointResponse<>(body, status);
	}

}
