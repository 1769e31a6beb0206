package io.clusterboot.protocol;

import io.clusterboot.ClusterStatus;
import io.clusterboot.ListenerStatus;
import io.clusterboot.PrimaryStatus;
import io.clusterboot.ReloadState;
import io.clusterboot.ReloadStatus;
import io.clusterboot.SocketStatus;
import io.clusterboot.WorkerExit;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.WorkerLoad;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;

/**
 * Writes and reads the cluster's status and its parts, field by field.
 */
final class StatusFields {

	private StatusFields() {
	}

	static void writeStatus(PayloadWriter out, ClusterStatus status) {
		writePrimary(out, status.primary());
		out.int32(status.desiredWorkers());
		out.int32(status.generation());
		out.list(status.listeners(), StatusFields::writeListener);
		out.nullable(status.reload(), StatusFields::writeReload);
		out.list(status.workers(), StatusFields::writeWorker);
		FigureFields.write(out, status.figures());
	}

	static ClusterStatus readStatus(PayloadReader in) throws ProtocolException {
		return new ClusterStatus(readPrimary(in), in.int32(), in.int32(), in.list(StatusFields::readListener),
				in.nullable(StatusFields::readReload), in.list(StatusFields::readWorker), FigureFields.read(in));
	}

	static void writeLoad(PayloadWriter out, WorkerLoad load) {
		out.int64(load.connections());
		out.int64(load.acceptedConnections());
		out.int64(load.activeRequests());
		out.int64(load.totalRequests());
		out.int64(load.heapUsed());
		out.int64(load.heapMax());
		out.int64(load.heapAfterGc());
		out.int64(load.rss());
		out.float64(load.cpu());
		out.int32(load.threads());
	}

	static WorkerLoad readLoad(PayloadReader in) throws ProtocolException {
		return new WorkerLoad(in.int64(), in.int64(), in.int64(), in.int64(), in.int64(), in.int64(), in.int64(),
				in.int64(), in.float64(), in.int32());
	}

	private static void writePrimary(PayloadWriter out, PrimaryStatus primary) {
		out.int64(primary.pid());
		out.instant(primary.startTime());
		out.duration(primary.uptime());
	}

	private static PrimaryStatus readPrimary(PayloadReader in) throws ProtocolException {
		return new PrimaryStatus(in.int64(), in.instant(), in.duration());
	}

	private static void writeListener(PayloadWriter out, ListenerStatus listener) {
		out.text(listener.address());
		out.int32(listener.port());
		out.text(listener.listen());
		out.text(listener.steering());
		out.nullable(listener.steeringReason(), PayloadWriter::text);
		out.list(listener.sockets(), StatusFields::writeSocket);
		out.list(listener.program(), PayloadWriter::text);
	}

	private static ListenerStatus readListener(PayloadReader in) throws ProtocolException {
		return new ListenerStatus(in.text(), in.int32(), in.text(), in.text(), in.nullable(PayloadReader::text),
				in.list(StatusFields::readSocket), in.list(PayloadReader::text));
	}

	private static void writeSocket(PayloadWriter out, SocketStatus socket) {
		out.int32(socket.index());
		out.nullable(socket.worker(), PayloadWriter::int64);
		out.int32(socket.weight());
	}

	private static SocketStatus readSocket(PayloadReader in) throws ProtocolException {
		return new SocketStatus(in.int32(), in.nullable(PayloadReader::int64), in.int32());
	}

	static void writeReload(PayloadWriter out, ReloadStatus reload) {
		out.int64(reload.id());
		out.text(reload.state().name());
		out.int32(reload.generation());
		out.instant(reload.startTime());
		out.nullable(reload.endTime(), PayloadWriter::instant);
		out.nullable(reload.reason(), PayloadWriter::longText);
	}

	static ReloadStatus readReload(PayloadReader in) throws ProtocolException {
		return new ReloadStatus(in.int64(), in.constant(ReloadState.class), in.int32(), in.instant(),
				in.nullable(PayloadReader::instant), in.nullable(PayloadReader::longText));
	}

	private static void writeWorker(PayloadWriter out, WorkerStatus worker) {
		writeIdentity(out, worker.identity());
		out.int64(worker.pid());
		out.text(worker.state().name());
		out.bool(worker.parked());
		out.nullable(worker.replaces(), PayloadWriter::int64);
		out.instant(worker.startTime());
		out.duration(worker.uptime());
		out.int32(worker.restarts());
		out.nullable(worker.lastExit(), StatusFields::writeExit);
		out.nullable(worker.heartbeatAge(), PayloadWriter::duration);
		out.int32(worker.weight());
		writeLoad(out, worker.load());
	}

	private static WorkerStatus readWorker(PayloadReader in) throws ProtocolException {
		return new WorkerStatus(readIdentity(in), in.int64(), in.constant(WorkerState.class), in.bool(),
				in.nullable(PayloadReader::int64), in.instant(), in.duration(), in.int32(),
				in.nullable(StatusFields::readExit), in.nullable(PayloadReader::duration), in.int32(), readLoad(in));
	}

	static void writeIdentity(PayloadWriter out, WorkerIdentity identity) {
		out.int64(identity.id());
		out.int32(identity.ordinal());
		out.int32(identity.generation());
	}

	static WorkerIdentity readIdentity(PayloadReader in) throws ProtocolException {
		return new WorkerIdentity(in.int64(), in.int32(), in.int32());
	}

	static void writeExit(PayloadWriter out, WorkerExit exit) {
		out.int32(exit.code());
		out.nullable(exit.signal(), PayloadWriter::text);
		out.text(exit.reason());
		out.instant(exit.time());
		out.bool(exit.outOfMemory());
	}

	static WorkerExit readExit(PayloadReader in) throws ProtocolException {
		return new WorkerExit(in.int32(), in.nullable(PayloadReader::text), in.text(), in.instant(), in.bool());
	}

}
