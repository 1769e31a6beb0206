package io.clusterboot.supervisor;

import java.util.List;
import java.util.function.LongFunction;

/**
 * What a worker that failed has printed last: the report of its failure, if there is one.
 */
final class LastWords {

	private static final int LINES = 20;

	private static final String REPORT = "APPLICATION FAILED TO START";

	private final LongFunction<List<String>> lines;

	LastWords(LongFunction<List<String>> lines) {
		this.lines = lines;
	}

	/**
	 * Return a worker's last words.
	 * @param id id of the worker, or 0 for none
	 * @return what follows the reason of its end, empty if nothing is known
	 */
	String of(long id) {
		List<String> lines = (id != 0) ? this.lines.apply(id).stream().filter((line) -> !line.isBlank()).toList()
				: List.of();
		int report = indexOfReport(lines);
		int from = (report >= 0) ? report : Math.max(0, lines.size() - LINES);
		return lines.isEmpty() ? "" : "; its last output: " + String.join("\n", lines.subList(from, lines.size()));
	}

	private int indexOfReport(List<String> lines) {
		int index = lines.size() - 1;
		while (index >= 0 && !lines.get(index).contains(REPORT)) {
			index--;
		}
		return index;
	}

}
