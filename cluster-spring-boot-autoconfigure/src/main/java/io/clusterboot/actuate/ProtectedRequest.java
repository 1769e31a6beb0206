package io.clusterboot.actuate;

import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * What Spring Security has put into the current request. Loaded only where that is there.
 */
final class ProtectedRequest {

	private ProtectedRequest() {
	}

	static WriteToken token() {
		RequestAttributes request = RequestContextHolder.getRequestAttributes();
		Object attribute = (request != null)
				? request.getAttribute(CsrfToken.class.getName(), RequestAttributes.SCOPE_REQUEST) : null;
		return (attribute instanceof CsrfToken token) ? new WriteToken(token.getHeaderName(), token.getToken())
				: WriteToken.NONE;
	}

}
