package io.clusterboot.worker;

import java.io.IOException;
import java.nio.file.Path;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.protocol.ControlDirectory;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.JavaProcess;
import io.clusterboot.protocol.Message;

/**
 * Forks one worker and prints its pid with the first heartbeat.
 */
public final class OrphanPrimary {

	private OrphanPrimary() {
	}

	public static void main(String[] args) throws IOException {
		ControlDirectory directory = ControlDirectory.create(Path.of(args[0]));
		WorkerIdentity identity = new WorkerIdentity(1, 0, 1);
		ControlServer server = new ControlServer(directory.socket(), new Printing());
		ProcessBuilder worker = JavaProcess.builder(OrphanWorker.class, directory.socket().toString(),
				String.valueOf(ProcessHandle.current().pid()));
		worker.environment().put("TOKEN", server.issueToken(identity));
		worker.redirectErrorStream(true).redirectOutput(Path.of(args[0], "worker.log").toFile()).start();
		System.in.read();
	}

	/**
	 * Prints the pid of the worker once it is alive.
	 */
	private static final class Printing implements ControlServer.Handler {

		private long pid;

		@Override
		public void online(WorkerIdentity identity, long pid) {
			this.pid = pid;
		}

		@Override
		public void message(WorkerIdentity identity, Message.FromWorker message) {
			if (message instanceof Message.Heartbeat && this.pid != 0) {
				System.out.println(this.pid);
				this.pid = 0;
			}
		}

		@Override
		public void disconnected(WorkerIdentity identity) {
		}

	}

}
