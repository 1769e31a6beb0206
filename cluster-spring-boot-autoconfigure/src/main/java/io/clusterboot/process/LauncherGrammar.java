package io.clusterboot.process;

import java.util.Set;

/**
 * The grammar of the java launcher's command line, read one argument after the other.
 */
final class LauncherGrammar {

	private static final Set<String> OPTIONS_WITH_VALUE = Set.of("-cp", "-classpath", "--class-path", "-p",
			"--module-path", "--upgrade-module-path", "--add-modules", "--limit-modules", "--add-exports",
			"--add-opens", "--add-reads", "--patch-module", "--enable-native-access", "--source", "-d",
			"--describe-module");

	private static final Set<String> MAIN_OPTIONS = Set.of("-jar", "-m", "--module");

	private boolean valueExpected;

	private boolean mainFound;

	private boolean filesDisabled;

	/**
	 * Return whether the launcher would read a file in place of the argument.
	 * @param argument the next argument
	 * @return {@code true} for {@code @file}
	 */
	boolean isFile(String argument) {
		return !this.mainFound && !this.filesDisabled && argument.length() > 1 && argument.charAt(0) == '@'
				&& argument.charAt(1) != '@';
	}

	/**
	 * Read the next argument, files being expanded.
	 * @param argument the argument
	 * @return what it is
	 */
	Role next(String argument) {
		if (this.mainFound) {
			return Role.PROGRAM;
		}
		return argument.startsWith("-") ? option(argument) : valueOrMain();
	}

	private Role option(String argument) {
		this.valueExpected = OPTIONS_WITH_VALUE.contains(argument);
		this.filesDisabled |= argument.equals("--disable-@files");
		this.mainFound = argument.startsWith("--module=");
		if (this.mainFound) {
			return Role.MAIN;
		}
		return MAIN_OPTIONS.contains(argument) ? Role.MAIN_OPTION : Role.OPTION;
	}

	private Role valueOrMain() {
		this.mainFound = !this.valueExpected;
		this.valueExpected = false;
		return this.mainFound ? Role.MAIN : Role.VALUE;
	}

	/**
	 * What an argument is to the launcher.
	 */
	enum Role {

		/**
		 * An option, with its value where that is not separate.
		 */
		OPTION,

		/**
		 * The separate value of the option before.
		 */
		VALUE,

		/**
		 * An option that says what kind of main follows; further options may come in
		 * between.
		 */
		MAIN_OPTION,

		/**
		 * Main class, jar, module or source file.
		 */
		MAIN,

		/**
		 * An argument of the program.
		 */
		PROGRAM

	}

}
