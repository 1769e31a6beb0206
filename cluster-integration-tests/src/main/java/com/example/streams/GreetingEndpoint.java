package com.example.streams;

import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;

/**
 * Greets, and leaves the connection open.
 *
 * @since 0.1.0
 */
public class GreetingEndpoint extends Endpoint {

	@Override
	public void onOpen(Session session, EndpointConfig config) {
		try {
			session.getBasicRemote().sendText("hello");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
