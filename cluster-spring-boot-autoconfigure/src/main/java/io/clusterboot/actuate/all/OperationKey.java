package io.clusterboot.actuate.all;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.WebOperation;

/**
 * What an operation is known by in all workers of one application.
 *
 * @param text id of the endpoint, and the requests that the operation answers
 */
record OperationKey(String text) {

	/**
	 * Stands for an operation that is not on offer.
	 */
	static final OperationKey NONE = new OperationKey("");

	static OperationKey of(EndpointId endpoint, WebOperation operation) {
		return new OperationKey(endpoint.toLowerCaseString() + " " + operation.getRequestPredicate());
	}

}
