package io.clusterboot.protocol;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.ClusterSettings;
import io.clusterboot.Envelope;
import io.clusterboot.Receipt;
import io.clusterboot.WorkerChange;
import io.clusterboot.WorkerIdentity;

/**
 * Writes and reads what happens to workers and what is asked for, field by field.
 */
final class ClusterFields {

	private static final Envelope.Format[] FORMATS = Envelope.Format.values();

	private ClusterFields() {
	}

	static void writeChange(PayloadWriter out, WorkerChange change) {
		if (change instanceof WorkerChange.Forked forked) {
			out.int8(1);
			writeForked(out, forked);
			return;
		}
		out.int8(code(change));
		StatusFields.writeIdentity(out, change.worker());
		if (change instanceof WorkerChange.Listening listening) {
			out.text(listening.address());
			out.int32(listening.port());
		}
		else if (change instanceof WorkerChange.Exited exited) {
			StatusFields.writeExit(out, exited.exit());
		}
	}

	private static int code(WorkerChange change) {
		if (change instanceof WorkerChange.Online) {
			return 2;
		}
		if (change instanceof WorkerChange.Listening) {
			return 3;
		}
		if (change instanceof WorkerChange.Ready) {
			return 4;
		}
		if (change instanceof WorkerChange.Leaving) {
			return 5;
		}
		if (change instanceof WorkerChange.Disconnected) {
			return 6;
		}
		return (change instanceof WorkerChange.Exited) ? 7 : leadershipCode(change);
	}

	private static int leadershipCode(WorkerChange change) {
		if (change instanceof WorkerChange.Elected) {
			return 8;
		}
		return (change instanceof WorkerChange.Resigning) ? 9 : 10;
	}

	static WorkerChange readChange(PayloadReader in) throws ProtocolException {
		int code = in.int8();
		if (code == 1) {
			return readForked(in);
		}
		WorkerIdentity worker = StatusFields.readIdentity(in);
		return switch (code) {
			case 2 -> new WorkerChange.Online(worker);
			case 3 -> new WorkerChange.Listening(worker, in.text(), in.int32());
			case 4 -> new WorkerChange.Ready(worker);
			case 5 -> new WorkerChange.Leaving(worker);
			case 6 -> new WorkerChange.Disconnected(worker);
			case 7 -> new WorkerChange.Exited(worker, StatusFields.readExit(in));
			case 8 -> new WorkerChange.Elected(worker);
			case 9 -> new WorkerChange.Resigning(worker);
			case 10 -> new WorkerChange.Resigned(worker);
			default -> throw new ProtocolException("No step of a worker has the code " + code);
		};
	}

	static void writeForked(PayloadWriter out, WorkerChange.Forked forked) {
		StatusFields.writeIdentity(out, forked.worker());
		out.int64(forked.pid());
	}

	static WorkerChange.Forked readForked(PayloadReader in) throws ProtocolException {
		return new WorkerChange.Forked(StatusFields.readIdentity(in), in.int64());
	}

	static void writeOperation(PayloadWriter out, Operation operation) {
		if (operation instanceof Operation.Fork fork) {
			out.int8(1);
			writeMap(out, fork.environment());
		}
		else if (operation instanceof Operation.Scale scale) {
			out.int8(2);
			out.int32(scale.workers());
		}
		else if (operation instanceof Operation.LeaveAll) {
			out.int8(3);
		}
		else if (operation instanceof Operation.Leave leave) {
			out.int8(4);
			out.int64(leave.id());
			out.bool(leave.kill());
		}
		else {
			writeReplacement(out, operation);
		}
	}

	private static void writeReplacement(PayloadWriter out, Operation operation) {
		if (operation instanceof Operation.Reload) {
			out.int8(5);
		}
		else if (operation instanceof Operation.Restart restart) {
			out.int8(6);
			out.int32(restart.ordinal());
		}
		else if (operation instanceof Operation.Park park) {
			out.int8(7);
			out.int32(park.ordinal());
			out.bool(park.parked());
		}
	}

	static Operation readOperation(PayloadReader in) throws ProtocolException {
		int code = in.int8();
		return switch (code) {
			case 1 -> new Operation.Fork(readMap(in));
			case 2 -> new Operation.Scale(in.int32());
			case 3 -> new Operation.LeaveAll();
			case 4 -> new Operation.Leave(in.int64(), in.bool());
			case 5 -> new Operation.Reload();
			case 6 -> new Operation.Restart(in.int32());
			case 7 -> new Operation.Park(in.int32(), in.bool());
			default -> throw new ProtocolException("No operation has the code " + code);
		};
	}

	static void writeSettings(PayloadWriter out, ClusterSettings settings) {
		out.list(settings.arguments(), PayloadWriter::longText);
		out.list(settings.jvmArgs(), PayloadWriter::longText);
		writeMap(out, settings.environment());
		Path directory = settings.directory();
		out.nullable((directory != null) ? directory.toString() : null, PayloadWriter::longText);
		out.bool(settings.silent());
	}

	static ClusterSettings readSettings(PayloadReader in) throws ProtocolException {
		List<String> arguments = in.list(PayloadReader::longText);
		List<String> jvmArgs = in.list(PayloadReader::longText);
		Map<String, String> environment = readMap(in);
		String directory = in.nullable(PayloadReader::longText);
		return new ClusterSettings(arguments, jvmArgs, environment, (directory != null) ? Path.of(directory) : null,
				in.bool());
	}

	static void writeEnvelope(PayloadWriter out, Envelope envelope) {
		out.int64(envelope.number());
		out.int64(envelope.answers());
		out.int8(envelope.format().ordinal());
		out.text(envelope.type());
		out.bytes(envelope.body());
	}

	static Envelope readEnvelope(PayloadReader in) throws ProtocolException {
		long number = in.int64();
		long answers = in.int64();
		int format = in.int8();
		if (format >= FORMATS.length) {
			throw new ProtocolException("No body has the format " + format);
		}
		return new Envelope(number, answers, FORMATS[format], in.text(), in.bytes());
	}

	static void writeReceipt(PayloadWriter out, Receipt receipt) {
		out.int32(receipt.messages());
		out.int64(receipt.bytes());
	}

	static Receipt readReceipt(PayloadReader in) throws ProtocolException {
		return new Receipt(in.int32(), in.int64());
	}

	static void writeMap(PayloadWriter out, Map<String, String> map) {
		out.list(List.copyOf(map.entrySet()), (target, entry) -> {
			target.longText(entry.getKey());
			target.longText(entry.getValue());
		});
	}

	static Map<String, String> readMap(PayloadReader in) throws ProtocolException {
		Map<String, String> map = new LinkedHashMap<>();
		for (String[] entry : in.list((source) -> new String[] { source.longText(), source.longText() })) {
			map.put(entry[0], entry[1]);
		}
		return map;
	}

}
