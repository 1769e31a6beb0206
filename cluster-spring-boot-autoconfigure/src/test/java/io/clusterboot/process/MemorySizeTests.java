package io.clusterboot.process;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemorySize}.
 */
class MemorySizeTests {

	@ParameterizedTest
	@CsvSource({ "1024, 1024, 1k", "1k, 1024, 1k", "512M, 536870912, 512m", "1g, 1073741824, 1024m",
			"1t, 1099511627776, 1048576m", "1600k, 1638400, 1m", "0, 0, 1k" })
	void parseAndPrint(String text, long bytes, String printed) {
		assertThat(MemorySize.parse(text)).hasValue(bytes);
		assertThat(MemorySize.print(bytes)).isEqualTo(printed);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "m", "-1m", "1.5g", "1mb", "12 m", "9999999999999999999", "999999999999999t" })
	void parseWhenNoSizeIsEmpty(String text) {
		assertThat(MemorySize.parse(text)).isEmpty();
	}

}
