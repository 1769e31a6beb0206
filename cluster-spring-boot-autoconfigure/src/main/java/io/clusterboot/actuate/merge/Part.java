package io.clusterboot.actuate.merge;

import org.jspecify.annotations.Nullable;

/**
 * What one worker answered.
 *
 * @param ordinal the worker's ordinal
 * @param answer text, or the JSON that it answered as maps, lists, texts, numbers and
 * booleans; {@code null} if it found nothing or did not answer
 * @param problem why it did not answer, or {@code null} if it did
 * @since 0.1.0
 */
public record Part(int ordinal, @Nullable Object answer, @Nullable String problem) {

	private static final long ID_DISTANCE = 1_000_000_000L;

	/**
	 * Return an id as no other worker has it: they are apart by a distance that no JVM
	 * gets to.
	 * @param id a number, negative if it stands for nothing
	 * @return the id, or what there is instead of one
	 */
	Object apart(Object id) {
		return (id instanceof Number number && number.longValue() >= 0)
				? this.ordinal * ID_DISTANCE + number.longValue() : id;
	}

	/**
	 * Return the part of a worker that answered.
	 * @param ordinal the worker's ordinal
	 * @param answer the answer, or {@code null} if it found nothing
	 * @return the part
	 */
	public static Part of(int ordinal, @Nullable Object answer) {
		return new Part(ordinal, answer, null);
	}

	/**
	 * Return the part of a worker that did not answer.
	 * @param ordinal the worker's ordinal
	 * @param problem why not, for people
	 * @return the part
	 */
	public static Part silent(int ordinal, String problem) {
		return new Part(ordinal, null, problem);
	}

}
