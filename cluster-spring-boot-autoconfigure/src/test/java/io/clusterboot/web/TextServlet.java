package io.clusterboot.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Answers with a fixed text.
 */
class TextServlet extends HttpServlet {

	private final String text;

	TextServlet(String text) {
		this.text = text;
	}

	@Override
	protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setContentType("text/plain");
		response.getWriter().write(this.text);
	}

}
