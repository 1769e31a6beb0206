package io.clusterboot.metrics;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

/**
 * Writes and reads what the meters of a process have counted, for a time when the process
 * is gone. What they measure of a moment is left out.
 *
 * @since 0.1.0
 */
public final class MeterTotals {

	/**
	 * How many meters a sum has with all tags. They are read whenever one is asked for.
	 */
	private static final int MOST = 20_000;

	private MeterTotals() {
	}

	/**
	 * Return what the meters have counted until now.
	 * @param registry the meters; of several registries the one that the actuator shows
	 * @return what {@link #read} reads
	 */
	public static byte[] snapshot(MeterRegistry registry) {
		return write(leaf(registry).getMeters()
			.stream()
			.filter((meter) -> !ClusterMeterNames.include(meter.getId().getName()))
			.map(MeterTotals::total)
			.filter((total) -> !total.values().isEmpty())
			.toList());
	}

	private static MeterRegistry leaf(MeterRegistry registry) {
		if (registry instanceof CompositeMeterRegistry composite) {
			return composite.getRegistries().stream().map(MeterTotals::leaf).findFirst().orElse(registry);
		}
		return registry;
	}

	private static MeterTotal total(Meter meter) {
		Map<String, Double> values = new LinkedHashMap<>();
		if (meter.getId().getType() != Meter.Type.GAUGE && meter.getId().getType() != Meter.Type.LONG_TASK_TIMER) {
			meter.measure().forEach((measurement) -> add(measurement, values));
		}
		Map<String, String> tags = new LinkedHashMap<>();
		for (Tag tag : meter.getId().getTagsAsIterable()) {
			tags.put(tag.getKey(), tag.getValue());
		}
		return new MeterTotal(meter.getId().getName(), tags, values);
	}

	private static void add(Measurement measurement, Map<String, Double> values) {
		switch (measurement.getStatistic()) {
			case COUNT, TOTAL, TOTAL_TIME ->
				values.merge(measurement.getStatistic().name(), measurement.getValue(), Double::sum);
			default -> {
			}
		}
	}

	/**
	 * Make one of what several processes counted. Of very many meters those lose their
	 * tags that none of the processes had that died since the last time: they still count
	 * in the sum of their name.
	 * @param oldestFirst what they counted, in the order in which they were started
	 * @return the sums
	 * @throws IOException if one of them cannot be read
	 */
	public static byte[] fold(List<byte[]> oldestFirst) throws IOException {
		return fold(oldestFirst, MOST);
	}

	static byte[] fold(List<byte[]> oldestFirst, int most) throws IOException {
		Map<Object, MeterTotal> sums = new LinkedHashMap<>();
		Map<Object, MeterTotal> last = new LinkedHashMap<>();
		for (int i = 0; i < oldestFirst.size(); i++) {
			for (MeterTotal total : read(oldestFirst.get(i))) {
				add(total, sums);
				// The first is what was folded before.
				if (i > 0 || oldestFirst.size() == 1) {
					add(total, last);
				}
			}
		}
		return write(List.copyOf((sums.size() > most) ? lean(sums, last.keySet()) : sums.values()));
	}

	private static Collection<MeterTotal> lean(Map<Object, MeterTotal> sums, Set<Object> known) {
		Map<Object, MeterTotal> lean = new LinkedHashMap<>();
		sums.forEach((key, total) -> add(
				known.contains(key) ? total : new MeterTotal(total.name(), Map.of(), total.values()), lean));
		return lean.values();
	}

	private static void add(MeterTotal total, Map<Object, MeterTotal> sums) {
		sums.merge(List.of(total.name(), total.tags()), total, MeterTotals::sum);
	}

	private static MeterTotal sum(MeterTotal one, MeterTotal other) {
		Map<String, Double> values = new LinkedHashMap<>(one.values());
		other.values().forEach((statistic, value) -> values.merge(statistic, value, Double::sum));
		return new MeterTotal(one.name(), one.tags(), values);
	}

	private static byte[] write(List<MeterTotal> totals) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			for (MeterTotal total : totals) {
				out.writeUTF(total.name());
				out.writeInt(total.tags().size());
				for (Map.Entry<String, String> tag : total.tags().entrySet()) {
					out.writeUTF(tag.getKey());
					out.writeUTF(tag.getValue());
				}
				out.writeInt(total.values().size());
				for (Map.Entry<String, Double> value : total.values().entrySet()) {
					out.writeUTF(value.getKey());
					out.writeDouble(value.getValue());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/**
	 * Read what the meters of a process had counted.
	 * @param snapshot what was written then
	 * @return what each of them had counted
	 * @throws IOException if it is anything else
	 */
	public static List<MeterTotal> read(byte[] snapshot) throws IOException {
		List<MeterTotal> totals = new ArrayList<>();
		DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot));
		while (in.available() > 0) {
			String name = in.readUTF();
			Map<String, String> tags = new LinkedHashMap<>();
			for (int count = in.readInt(); count > 0; count--) {
				tags.put(in.readUTF(), in.readUTF());
			}
			Map<String, Double> values = new LinkedHashMap<>();
			for (int count = in.readInt(); count > 0; count--) {
				values.put(in.readUTF(), in.readDouble());
			}
			totals.add(new MeterTotal(name, tags, values));
		}
		return totals;
	}

}
