package io.clusterboot.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Compares the shapes of two answers in JSON: what the one has, of one type or another,
 * the other has, too, of the same.
 *
 * @param free the objects whose keys are names of something, by path; and, with braces at
 * the end, those whose values are anything
 * @param optional what an answer may have or not, by path
 * @param momentary what may be {@code null} or empty in one answer and not in the other,
 * by path
 */
record Shape(Set<String> free, Set<String> optional, Set<String> momentary) {

	/**
	 * Return how an answer differs from one of a plain application.
	 * @param plain the plain application's answer
	 * @param answer the answer
	 * @return what differs, in words
	 */
	List<String> differences(JsonNode plain, JsonNode answer) {
		List<String> differences = new ArrayList<>();
		compare("", plain, answer, differences);
		return differences;
	}

	private void compare(String path, JsonNode plain, JsonNode answer, List<String> differences) {
		if (path.endsWith("{}") && this.free.contains(path)) {
			return;
		}
		if (plain.getNodeType() != answer.getNodeType()) {
			if (!this.momentary.contains(path) || (!plain.isNull() && !answer.isNull())) {
				differences.add(path + " is " + answer.getNodeType() + ", not " + plain.getNodeType());
			}
		}
		else if (plain.isObject() && !this.free.contains(path)) {
			objects(path, plain, answer, differences);
		}
		else if (plain.isContainer() && plain.isEmpty() != answer.isEmpty()) {
			if (!this.momentary.contains(path)) {
				differences.add(path + " has " + answer.size() + " elements, not " + plain.size());
			}
		}
		else if (plain.isContainer()) {
			elements(path + (plain.isArray() ? "[]" : "{}"), plain, answer, differences);
		}
	}

	private void objects(String path, JsonNode plain, JsonNode answer, List<String> differences) {
		plain.propertyNames().forEach((name) -> {
			String child = path + "/" + name;
			if (answer.has(name)) {
				compare(child, plain.get(name), answer.get(name), differences);
			}
			else if (!this.optional.contains(child)) {
				differences.add(child + " is missing");
			}
		});
		answer.propertyNames()
			.stream()
			.filter((name) -> !plain.has(name) && !this.optional.contains(path + "/" + name))
			.forEach((name) -> differences.add(path + "/" + name + " is not in a plain application's"));
	}

	/**
	 * Each element of the answer has to be like one of the plain application's.
	 */
	private void elements(String path, JsonNode plain, JsonNode answer, List<String> differences) {
		for (JsonNode element : answer) {
			List<String> fewest = null;
			for (JsonNode model : plain) {
				List<String> own = new ArrayList<>();
				compare(path, model, element, own);
				fewest = (fewest == null || own.size() < fewest.size()) ? own : fewest;
				if (own.isEmpty()) {
					break;
				}
			}
			if (fewest != null && !fewest.isEmpty()) {
				differences.addAll(fewest);
				return;
			}
		}
	}

}
