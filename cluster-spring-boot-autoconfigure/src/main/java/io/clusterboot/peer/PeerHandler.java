package io.clusterboot.peer;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Answers what another member asks.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PeerHandler {

	/**
	 * Answer a question.
	 * @param question the question
	 * @param answer where the answer goes; it is complete when this method returns
	 * @throws IOException if the answer cannot be given; who asked is told so
	 */
	void answer(PeerQuestion question, OutputStream answer) throws IOException;

}
