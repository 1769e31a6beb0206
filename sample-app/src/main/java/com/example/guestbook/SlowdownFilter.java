package com.example.guestbook;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Delays each request of the API on a worker that was slowed down.
 */
@Component
class SlowdownFilter extends OncePerRequestFilter {

	private final Slowdown slowdown;

	SlowdownFilter(Slowdown slowdown) {
		this.slowdown = slowdown;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String path = request.getServletPath();
		return this.slowdown.millis() == 0 || !(path.startsWith("/api/") || path.equals("/hello"));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			Thread.sleep(this.slowdown.millis());
		}
		catch (InterruptedException ex) {
			// The worker stops: answer now.
			Thread.currentThread().interrupt();
		}
		chain.doFilter(request, response);
	}

}
