package io.clusterboot.process;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LauncherGrammar}.
 */
class LauncherGrammarTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			Main                                            | MAIN
			Main -jar @x                                    | MAIN PROGRAM PROGRAM
			-Xmx1g -cp a:b Main one                         | OPTION OPTION VALUE MAIN PROGRAM
			-classpath a -Dx=y Main                         | OPTION VALUE OPTION MAIN
			--class-path a Main                             | OPTION VALUE MAIN
			--class-path=a Main                             | OPTION MAIN
			-p m --upgrade-module-path u -m a/B c           | OPTION VALUE OPTION VALUE MAIN_OPTION MAIN PROGRAM
			--module-path m --module a/B -x                 | OPTION VALUE MAIN_OPTION MAIN PROGRAM
			--module-path=m --module=a/B -x                 | OPTION MAIN PROGRAM
			--add-modules m --limit-modules m Main          | OPTION VALUE OPTION VALUE MAIN
			--add-opens a/b=c --add-exports a/b=c Main      | OPTION VALUE OPTION VALUE MAIN
			--add-opens=a/b=c Main --add-opens              | OPTION MAIN PROGRAM
			--add-reads a=b --patch-module a=b Main         | OPTION VALUE OPTION VALUE MAIN
			--enable-native-access ALL-UNNAMED Main         | OPTION VALUE MAIN
			--source 17 Main.java                           | OPTION VALUE MAIN
			-XX:Flags=f -XX:+UseG1GC Main                   | OPTION OPTION MAIN
			-jar a.jar -Dx                                  | MAIN_OPTION MAIN PROGRAM
			-jar -Dx=y a.jar -Dz                            | MAIN_OPTION OPTION MAIN PROGRAM
			--disable-@files -cp @a @b @c                   | OPTION OPTION VALUE MAIN PROGRAM
			""")
	void nextReturnsRoleOfEachArgument(String arguments, String roles) {
		LauncherGrammar grammar = new LauncherGrammar();
		assertThat(List.of(arguments.split(" ")).stream().map(grammar::next).map(Enum::name))
			.isEqualTo(List.of(roles.split(" ")));
	}

	@Test
	void nextWhenValueIsEmptyIsNotMain() {
		LauncherGrammar grammar = new LauncherGrammar();
		assertThat(
				List.of("-cp", "", "Main").stream().map(grammar::next).map(Enum::name).collect(Collectors.joining(" ")))
			.isEqualTo("OPTION VALUE MAIN");
	}

	@Test
	void isFileWhenMainIsFoundIsFalse() {
		LauncherGrammar grammar = new LauncherGrammar();
		assertThat(grammar.isFile("@file")).isTrue();
		assertThat(grammar.isFile("@@file")).isFalse();
		assertThat(grammar.isFile("@")).isFalse();
		grammar.next("-jar");
		assertThat(grammar.isFile("@file")).isTrue();
		grammar.next("app.jar");
		assertThat(grammar.isFile("@file")).isFalse();
	}

	@Test
	void isFileWhenDisabledIsFalse() {
		LauncherGrammar grammar = new LauncherGrammar();
		grammar.next("--disable-@files");
		assertThat(grammar.isFile("@file")).isFalse();
	}

}
