package io.clusterboot.actuate.all;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import io.clusterboot.peer.PeerAnswer;
import io.clusterboot.peer.PeerQuestion;

/**
 * Asks a worker for the scrape of all workers, or for what it has counted itself.
 *
 * @param accept the formats that are wanted, empty for any
 * @param names names of the families that are wanted, empty for all
 * @since 0.1.0
 */
public record ScrapeQuestion(String accept, Set<String> names) {

	/**
	 * Asks for what the worker itself has counted.
	 */
	static final PeerQuestion OWN = new PeerQuestion(PrometheusRead.ENDPOINT, new byte[0]);

	/**
	 * Return the question.
	 * @return a question that each worker understands
	 * @throws IOException if it is too long
	 */
	public PeerQuestion question() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(body);
		out.writeUTF(this.accept);
		out.writeUTF(String.join(",", this.names));
		return new PeerQuestion(PrometheusRead.ENDPOINT, body.toByteArray());
	}

	static ScrapeQuestion of(PeerQuestion question) throws IOException {
		DataInputStream in = new DataInputStream(new ByteArrayInputStream(question.body()));
		String accept = in.readUTF();
		Set<String> names = Arrays.stream(in.readUTF().split(","))
			.filter((name) -> !name.isEmpty())
			.collect(Collectors.toSet());
		return new ScrapeQuestion(accept, names);
	}

	/**
	 * Read the answer.
	 * @param answer the answer
	 * @return the scrape
	 * @throws IOException if it breaks off
	 */
	public static WrittenScrape read(PeerAnswer answer) throws IOException {
		try (DataInputStream in = new DataInputStream(answer)) {
			return new WrittenScrape(in.readUTF(), in.readAllBytes());
		}
	}

}
