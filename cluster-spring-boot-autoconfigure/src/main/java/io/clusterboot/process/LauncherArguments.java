package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.clusterboot.process.LauncherGrammar.Role;

/**
 * Arguments of the java launcher, understood: plain ones and those in files.
 */
final class LauncherArguments {

	private static final int NONE = -1;

	private final List<Part> parts = new ArrayList<>();

	/**
	 * Index of the argument before which the last JVM option can stand.
	 */
	private int mainIndex = NONE;

	/**
	 * Index of the jar that is to run.
	 */
	private int jarIndex = NONE;

	private boolean jarExpected;

	private int count;

	private Role previous = Role.OPTION;

	private LauncherArguments() {
	}

	/**
	 * Read arguments.
	 * @param arguments the arguments without the executable
	 * @param grammar the grammar, in the state that earlier arguments left
	 * @return the arguments
	 * @throws IOException if a file of arguments cannot be read
	 */
	static LauncherArguments parse(List<String> arguments, LauncherGrammar grammar) throws IOException {
		LauncherArguments result = new LauncherArguments();
		for (String argument : arguments) {
			result.add(argument, grammar);
		}
		return result;
	}

	private void add(String argument, LauncherGrammar grammar) throws IOException {
		ArgumentFile file = grammar.isFile(argument) ? ArgumentFile.read(Path.of(argument.substring(1))) : null;
		List<Token> tokens = new ArrayList<>();
		for (String value : (file != null) ? file.arguments() : List.of(argument)) {
			tokens.add(token(value, grammar.next(value)));
		}
		this.parts.add(new Part(argument, file, tokens));
	}

	private Token token(String value, Role role) {
		if (role == Role.MAIN) {
			this.mainIndex = (this.previous == Role.MAIN_OPTION) ? this.count - 1 : this.count;
			this.jarIndex = this.jarExpected ? this.count : NONE;
		}
		this.jarExpected |= value.equals("-jar") && role == Role.MAIN_OPTION;
		this.previous = role;
		return new Token(this.count++, value, role);
	}

	/**
	 * Return whether the arguments name what is to run.
	 * @return {@code true} if there is a main class, jar, module or source file
	 */
	boolean hasMain() {
		return this.mainIndex != NONE;
	}

	/**
	 * Return the jar that is to run.
	 * @return what {@code -jar} names, or {@code null} where it is not given
	 */
	@Nullable String jar() {
		return this.parts.stream()
			.flatMap((part) -> part.tokens().stream())
			.filter((token) -> token.index() == this.jarIndex)
			.map(Token::value)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return the arguments with another jar, where they run one.
	 * @param jar what {@code -jar} is to name
	 * @return the arguments, otherwise unchanged
	 */
	LauncherArguments withJar(String jar) {
		LauncherArguments result = likeThis();
		for (Part part : this.parts) {
			result.parts.add(new Part(part.argument(), part.file(),
					part.tokens()
						.stream()
						.map((token) -> (token.index() == this.jarIndex) ? token.withValue(jar) : token)
						.toList()));
		}
		return result;
	}

	private LauncherArguments likeThis() {
		LauncherArguments result = new LauncherArguments();
		result.mainIndex = this.mainIndex;
		result.jarIndex = this.jarIndex;
		return result;
	}

	/**
	 * Return the arguments up to the one that says what is to run.
	 * @return these arguments without those of the program
	 */
	LauncherArguments withoutProgram() {
		LauncherArguments result = likeThis();
		for (Part part : this.parts) {
			List<Token> tokens = part.tokens().stream().filter((token) -> token.role() != Role.PROGRAM).toList();
			if (!tokens.isEmpty() || part.tokens().isEmpty()) {
				result.parts.add((tokens.size() == part.tokens().size()) ? part
						: new Part(part.argument(), part.file(), tokens));
			}
		}
		return result;
	}

	/**
	 * Return the arguments for a worker. What does not change stays as it is, files of
	 * arguments included.
	 * @param rule the rule for every option
	 * @param lastOptions options to put after all others
	 * @param folder where changed files of arguments go
	 * @return the arguments
	 * @throws IOException if a file cannot be read or written
	 */
	List<String> rewrite(OptionRule rule, List<String> lastOptions, WorkerFolder folder) throws IOException {
		List<String> result = new ArrayList<>();
		for (Part part : this.parts) {
			List<String> values = rewrite(part, rule, lastOptions);
			if (values.equals(part.original())) {
				result.add(part.argument());
			}
			else if (part.file() != null) {
				result.add(folder.writeArguments(values, part.file().charset()));
			}
			else {
				result.addAll(values);
			}
		}
		return result;
	}

	private List<String> rewrite(Part part, OptionRule rule, List<String> lastOptions) throws IOException {
		List<String> values = new ArrayList<>();
		for (Token token : part.tokens()) {
			if (token.index() == this.mainIndex) {
				values.addAll(lastOptions);
			}
			String value = (token.role() == Role.OPTION) ? rule.apply(token.value()) : token.value();
			if (value != null) {
				values.add(value);
			}
		}
		return values;
	}

	/**
	 * One argument as it stands on the command line.
	 *
	 * @param argument the argument, {@code @file} where it names a file
	 * @param file the file's content, or {@code null} for a plain argument
	 * @param tokens what the launcher makes of it and a worker gets
	 */
	private record Part(String argument, @Nullable ArgumentFile file, List<Token> tokens) {

		List<String> original() {
			return (this.file != null) ? this.file.arguments() : List.of(this.argument);
		}

	}

	/**
	 * One argument with files expanded.
	 *
	 * @param index position among all arguments, files expanded
	 * @param value the argument
	 * @param role what it is to the launcher
	 */
	private record Token(int index, String value, Role role) {

		Token withValue(String other) {
			return new Token(this.index, other, this.role);
		}

	}

}
