package io.clusterboot.process;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Each worker gets its part of the heap.
 *
 * @param share the part, or {@code null} if workers get what the primary has
 */
record HeapRule(@Nullable HeapShare share) implements OptionRule {

	private static final Pattern MAX = Pattern
		.compile("(-Xmx|-mx|-XX:MaxHeapSize=|-XX:MaxRAMPercentage=|-XX:MaxRAMFraction=)[^:]*");

	private static final Pattern SIZE = Pattern.compile(
			"(-Xms|-ms|-Xmn|-XX:(?:InitialHeapSize|MinHeapSize|NewSize|MaxNewSize|SoftMaxHeapSize)=)([0-9]+[kmgtKMGT]?)");

	private static final Pattern INITIAL_PERCENTAGE = Pattern
		.compile("-XX:InitialRAMPercentage=([0-9]{1,9}(?:\\.[0-9]{0,9})?)");

	@Override
	public String apply(String option) {
		HeapShare share = this.share;
		if (share == null) {
			return option;
		}
		if (MAX.matcher(option).matches()) {
			return share.maxOption();
		}
		Matcher size = SIZE.matcher(option);
		return size.matches() ? part(option, size, share) : initial(option, share);
	}

	private static String part(String option, Matcher size, HeapShare share) {
		OptionalLong bytes = MemorySize.parse(size.group(2));
		return bytes.isPresent() ? size.group(1) + MemorySize.print(share.partOf(bytes.getAsLong())) : option;
	}

	private static String initial(String option, HeapShare share) {
		Matcher percentage = INITIAL_PERCENTAGE.matcher(option);
		if (!percentage.matches()) {
			return option;
		}
		double bytes = share.memory() * Double.parseDouble(percentage.group(1)) / 100;
		return "-Xms" + MemorySize.print(share.partOf((long) bytes));
	}

}
