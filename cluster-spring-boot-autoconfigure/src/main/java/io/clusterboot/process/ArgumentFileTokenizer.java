package io.clusterboot.process;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the content of an argument file exactly as the java launcher does, its oddities
 * included.
 */
final class ArgumentFileTokenizer {

	private final List<String> arguments = new ArrayList<>();

	/**
	 * Text that a quote or an escape has already made part of the current argument.
	 */
	private final StringBuilder kept = new StringBuilder();

	/**
	 * Text since then. A comment throws it away, but not what is kept.
	 */
	private final StringBuilder pending = new StringBuilder();

	private boolean anythingKept;

	private State state = State.BETWEEN;

	private char quote;

	private ArgumentFileTokenizer() {
	}

	static List<String> split(String content) {
		ArgumentFileTokenizer tokenizer = new ArgumentFileTokenizer();
		content.chars().forEach((character) -> tokenizer.accept((char) character));
		return tokenizer.finish();
	}

	private void accept(char character) {
		switch (this.state) {
			case BETWEEN -> skip(character, State.ARGUMENT);
			case CONTINUATION -> skip(character, State.QUOTED);
			case COMMENT -> this.state = isLineEnd(character) ? State.BETWEEN : State.COMMENT;
			case ESCAPE -> escaped(character);
			case ARGUMENT -> plain(character);
			case QUOTED -> quoted(character);
		}
	}

	private void skip(char character, State next) {
		if (!isBlank(character) && !isLineEnd(character)) {
			this.state = next;
			accept(character);
		}
	}

	private void plain(char character) {
		if (isBlank(character) || isLineEnd(character)) {
			endArgument();
		}
		else if (character == '#') {
			this.pending.setLength(0);
			this.state = State.COMMENT;
		}
		else if (character == '"' || character == '\'') {
			keepPending(this.anythingKept || !this.pending.isEmpty());
			this.quote = character;
			this.state = State.QUOTED;
		}
		else {
			this.pending.append(character);
		}
	}

	private void quoted(char character) {
		if (isLineEnd(character)) {
			endArgument();
		}
		else if (character == '\\') {
			keepPending(true);
			this.state = State.ESCAPE;
		}
		else if (character == this.quote) {
			keepPending(this.anythingKept || !this.pending.isEmpty());
			this.state = State.ARGUMENT;
		}
		else {
			this.pending.append(character);
		}
	}

	private void escaped(char character) {
		if (isLineEnd(character)) {
			this.state = State.CONTINUATION;
			return;
		}
		this.kept.append(switch (character) {
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'f' -> '\f';
			default -> character;
		});
		this.state = State.QUOTED;
	}

	private void keepPending(boolean anything) {
		this.kept.append(this.pending);
		this.pending.setLength(0);
		this.anythingKept = anything;
	}

	private void endArgument() {
		this.arguments.add(this.kept.append(this.pending).toString());
		this.kept.setLength(0);
		this.pending.setLength(0);
		this.anythingKept = false;
		this.state = State.BETWEEN;
	}

	private List<String> finish() {
		boolean inArgument = this.state == State.ARGUMENT || this.state == State.QUOTED;
		if (inArgument && (this.anythingKept || !this.pending.isEmpty())) {
			endArgument();
		}
		return List.copyOf(this.arguments);
	}

	private static boolean isBlank(char character) {
		return character == ' ' || character == '\t' || character == '\f';
	}

	private static boolean isLineEnd(char character) {
		return character == '\n' || character == '\r';
	}

	/**
	 * Where in the content the tokenizer is.
	 */
	private enum State {

		BETWEEN, ARGUMENT, QUOTED, ESCAPE, CONTINUATION, COMMENT

	}

}
