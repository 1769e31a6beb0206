package io.clusterboot.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LineTagger}.
 */
class LineTaggerTests {

	private final JsonMapper json = new JsonMapper();

	@ParameterizedTest
	@ValueSource(strings = { "plain", "", "[1]", "{main} started {}", "{", "}", "{}x", " {\"a\":1}", "{\"a\":1" })
	void appendWhenNoObjectAddsPrefix(String line) {
		assertThat(tagged(3, line)).isEqualTo("[worker 3] " + line + "\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{ }", "{\"a\":1}", "{ \"a\" : {\"worker\":7}}", "{\"a\":\"}\\\"worker\\\":1{\"}\r",
			"{\"a\":[{\"worker\":1}],\"b\":\"worker\"} \r", "{\"a\":\"\\\\\",\"xworker\":5}", "{\"a\":\"worker\"}" })
	void appendWhenObjectAddsFirstMember(String line) {
		String tagged = tagged(12, line);
		JsonNode before = this.json.readTree(line);
		JsonNode after = this.json.readTree(tagged);
		assertThat(tagged).startsWith("{\"worker\":12").endsWith(line.substring(1) + "\n");
		assertThat(after.get("worker").intValue()).isEqualTo(12);
		assertThat(after.size()).isEqualTo(before.size() + 1);
		before.properties().forEach((member) -> assertThat(after.get(member.getKey())).isEqualTo(member.getValue()));
	}

	@Test
	void appendWhenObjectIsEmptyAddsNoComma() {
		assertThat(tagged(0, "{}")).isEqualTo("{\"worker\":0}\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"worker\":\"mine\"}", "{\"a\":{\"b\":[1,{}]}, \"worker\" : 1}",
			"{\"a\":\"\\\\\",\"worker\":1}" })
	void appendWhenObjectNamesWorkerLeavesItAlone(String line) {
		assertThat(tagged(1, line)).isEqualTo(line + "\n");
	}

	@Test
	void appendWhenPieceOfLineAddsPrefixToWhatLooksLikeAnObject() {
		assertThat(tagged(1, "{\"a\":1}", true)).isEqualTo("[worker 1] {\"a\":1}\n");
	}

	private String tagged(int ordinal, String line) {
		return tagged(ordinal, line, false);
	}

	private String tagged(int ordinal, String line, boolean piece) {
		byte[] bytes = ("before\n" + line + "\nafter").getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		new LineTagger(ordinal).append(target, bytes, 7, bytes.length - 6, piece);
		return target.toString(StandardCharsets.UTF_8);
	}

}
