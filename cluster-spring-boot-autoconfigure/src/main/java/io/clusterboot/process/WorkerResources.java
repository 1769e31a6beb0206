package io.clusterboot.process;

import java.io.File;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.clusterboot.WorkerIdentity;

/**
 * Ports and files that one worker gets in place of the primary's, and the notes about
 * them.
 */
final class WorkerResources {

	private static final int MAX_PORT = 65535;

	private final WorkerIdentity identity;

	private final PortProbe probe;

	private final Map<String, Integer> ports = new HashMap<>();

	private final Set<String> notes = new LinkedHashSet<>();

	WorkerResources(WorkerIdentity identity, PortProbe probe) {
		this.identity = identity;
		this.probe = probe;
	}

	/**
	 * Return the worker's port. The same question has the same answer.
	 * @param user who listens there, for people
	 * @param port the primary's port
	 * @return the worker's port; 0, any port, stays 0
	 */
	int port(String user, int port) {
		if (port == 0 || port > MAX_PORT) {
			return port;
		}
		return this.ports.computeIfAbsent(user + ":" + port, (key) -> choosePort(user, port));
	}

	private int choosePort(String user, int port) {
		// Both JVMs that hold an ordinal during a reload have a port of their own.
		int wanted = port + 1 + 2 * this.identity.ordinal() + this.identity.generation() % 2;
		int chosen = wanted;
		while (chosen <= MAX_PORT && !isFree(chosen)) {
			chosen++;
		}
		if (chosen > MAX_PORT) {
			note(user, " listens on a port that the system chooses instead of " + port + ", no higher one being free");
			return 0;
		}
		note(user, " listens on " + chosen + " instead of " + port
				+ ((chosen != wanted) ? ", " + wanted + " being in use" : ""));
		return chosen;
	}

	private boolean isFree(int port) {
		return !this.ports.containsValue(port) && this.probe.isFree(port);
	}

	/**
	 * Return the name of the worker's file.
	 * @param user what the file is for, for people
	 * @param name the primary's file
	 * @return the worker's file; the same where workers cannot collide or where it is not
	 * an ordinary file
	 */
	String file(String user, String name) {
		if (name.isEmpty() || name.contains("%p") || isShareable(name)) {
			return name;
		}
		int fileName = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1;
		int dot = name.lastIndexOf('.');
		int end = (dot > fileName) ? dot : name.length();
		String own = name.substring(0, end) + ".worker-" + this.identity.ordinal() + "-g" + this.identity.generation()
				+ name.substring(end);
		note(user, " goes to " + own + " instead of " + name);
		return own;
	}

	private static boolean isShareable(String name) {
		File file = new File(name);
		return name.endsWith("/") || name.endsWith("\\") || (file.exists() && !file.isFile());
	}

	/**
	 * Note that the worker goes without something that the primary has.
	 * @param what what it goes without
	 * @param reason why, for people
	 */
	void leaveOut(String what, String reason) {
		this.notes.add(what + " is left out of worker " + this.identity.ordinal() + ": " + reason);
	}

	private void note(String user, String what) {
		this.notes.add(user + " of worker " + this.identity.ordinal() + what);
	}

	List<String> notes() {
		return List.copyOf(this.notes);
	}

}
