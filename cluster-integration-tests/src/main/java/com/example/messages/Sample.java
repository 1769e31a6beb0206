package com.example.messages;

import java.util.List;

/**
 * About 200 bytes of JSON.
 *
 * @param id an id
 * @param customer a name
 * @param text a text
 * @param amount a number
 * @param tags a list
 */
record Sample(String id, String customer, String text, int amount, List<String> tags) {

	static Sample of(int amount) {
		return new Sample("7b0f9a52-6c1e-4d4f-9a52-000000000000", "Ada Lovelace",
				"The engine might compose elaborate pieces of music", amount, List.of("first", "second", "third"));
	}

}
