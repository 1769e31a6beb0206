package io.clusterboot.actuate;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WriteToken} with the filter of Spring Security.
 */
class WriteTokenTests {

	private final MockHttpServletRequest page = new MockHttpServletRequest("GET", "/actuator/clusterui");

	private final MockHttpServletResponse answer = new MockHttpServletResponse();

	@AfterEach
	void forgetRequest() {
		RequestContextHolder.resetRequestAttributes();
	}

	static Stream<CsrfFilter> filters() {
		return Stream
			.of(new HttpSessionCsrfTokenRepository(), CookieCsrfTokenRepository.withHttpOnlyFalse(),
					new CookieCsrfTokenRepository())
			.flatMap((tokens) -> Stream.of(filter(tokens, new XorCsrfTokenRequestAttributeHandler()),
					filter(tokens, new CsrfTokenRequestAttributeHandler())));
	}

	private static CsrfFilter filter(CsrfTokenRepository tokens, CsrfTokenRequestHandler handler) {
		CsrfFilter filter = new CsrfFilter(tokens);
		filter.setRequestHandler(handler);
		return filter;
	}

	@ParameterizedTest
	@MethodSource("filters")
	void currentWhenRequestIsProtectedIsAcceptedInAWrite(CsrfFilter filter) throws Exception {
		WriteToken[] token = new WriteToken[1];
		filter.doFilter(this.page, this.answer, (request, response) -> token[0] = current());
		assertThat(token[0].header()).isNotEmpty();
		assertThat(write(filter, null)).isEqualTo(403);
		assertThat(write(filter, token[0])).isEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("filters")
	void currentWhenNobodyAsksForItBeginsNoSession(CsrfFilter filter) throws Exception {
		filter.doFilter(this.page, this.answer, (request, response) -> {
		});
		assertThat(this.page.getSession(false)).isNull();
	}

	@Test
	void currentWhenRequestIsNotProtectedIsNone() {
		assertThat(current()).isSameAs(WriteToken.NONE);
	}

	@Test
	void currentWhenThereIsNoRequestIsNone() {
		assertThat(WriteToken.current()).isSameAs(WriteToken.NONE);
	}

	private WriteToken current() {
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(this.page));
		return WriteToken.current();
	}

	private int write(CsrfFilter filter, @Nullable WriteToken token) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/actuator/cluster/reload");
		request.setSession(this.page.getSession());
		request.setCookies(this.answer.getCookies());
		if (token != null) {
			request.addHeader(token.header(), token.value());
		}
		MockHttpServletResponse response = new MockHttpServletResponse();
		filter.doFilter(request, response, (chained, answered) -> {
		});
		return response.getStatus();
	}

}
