package com.example.setups;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The application's own security of its management port.
 */
class ManagementKeyFilter extends OncePerRequestFilter {

	private final String key;

	ManagementKeyFilter(String key) {
		this.key = key;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.key.equals(request.getParameter("key"))) {
			response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
			return;
		}
		chain.doFilter(request, response);
	}

	/**
	 * Part of the management server's context.
	 */
	@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
	@ConditionalOnProperty("probe.management.key")
	static class Configuration {

		@Bean
		ManagementKeyFilter managementKeyFilter(Environment environment) {
			return new ManagementKeyFilter(environment.getRequiredProperty("probe.management.key"));
		}

	}

}
