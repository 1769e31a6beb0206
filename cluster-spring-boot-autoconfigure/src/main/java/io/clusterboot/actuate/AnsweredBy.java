package io.clusterboot.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;

/**
 * The process that answered.
 *
 * @param role {@code WORKER} or {@code PRIMARY}
 * @param ordinal the worker's ordinal, or {@code null} for the primary
 * @param pid process id
 * @since 0.1.0
 */
@JsonInclude(Include.ALWAYS)
@JsonPropertyOrder({ "role", "ordinal", "pid" })
public record AnsweredBy(String role, @Nullable Integer ordinal, long pid) {

	static AnsweredBy of(@Nullable WorkerIdentity worker, long pid) {
		return (worker != null) ? new AnsweredBy("WORKER", worker.ordinal(), pid)
				: new AnsweredBy("PRIMARY", null, pid);
	}

}
