package io.clusterboot.protocol;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.ClusterFigures;
import io.clusterboot.QueueFigures;
import io.clusterboot.RestartReason;
import io.clusterboot.SlotFigures;

/**
 * Writes and reads the figures in the cluster's status, field by field.
 */
final class FigureFields {

	private FigureFields() {
	}

	static void write(PayloadWriter out, ClusterFigures figures) {
		out.list(List.copyOf(figures.restarts().entrySet()), FigureFields::writeRestarts);
		out.int64(figures.reloadsSucceeded());
		out.int64(figures.reloadsFailed());
		out.list(figures.slots(), FigureFields::writeSlot);
		out.list(figures.queues(), FigureFields::writeQueue);
	}

	static ClusterFigures read(PayloadReader in) throws ProtocolException {
		Map<RestartReason, Long> restarts = new EnumMap<>(RestartReason.class);
		in.list(FigureFields::readRestarts).forEach((entry) -> restarts.put(entry.getKey(), entry.getValue()));
		return new ClusterFigures(restarts, in.int64(), in.int64(), in.list(FigureFields::readSlot),
				in.list(FigureFields::readQueue));
	}

	private static void writeRestarts(PayloadWriter out, Map.Entry<RestartReason, Long> restarts) {
		out.text(restarts.getKey().name());
		out.int64(restarts.getValue());
	}

	private static Map.Entry<RestartReason, Long> readRestarts(PayloadReader in) throws ProtocolException {
		return Map.entry(in.constant(RestartReason.class), in.int64());
	}

	private static void writeSlot(PayloadWriter out, SlotFigures slot) {
		out.int32(slot.ordinal());
		out.int64(slot.restarts());
		out.int64(slot.requests());
		out.int64(slot.startups());
		out.duration(slot.startupTime());
		out.nullable(slot.lastStartup(), PayloadWriter::duration);
	}

	private static SlotFigures readSlot(PayloadReader in) throws ProtocolException {
		return new SlotFigures(in.int32(), in.int64(), in.int64(), in.int64(), in.duration(),
				in.nullable(PayloadReader::duration));
	}

	private static void writeQueue(PayloadWriter out, QueueFigures queue) {
		out.nullable(queue.ordinal(), PayloadWriter::int32);
		out.int64(queue.length());
		out.int64(queue.limit());
		out.int64(queue.drops());
	}

	private static QueueFigures readQueue(PayloadReader in) throws ProtocolException {
		return new QueueFigures(in.nullable(PayloadReader::int32), in.int64(), in.int64(), in.int64());
	}

}
