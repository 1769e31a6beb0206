package io.clusterboot.messaging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the listeners of a test have heard.
 */
class Heard {

	private final List<String> all = new CopyOnWriteArrayList<>();

	void add(String what) {
		this.all.add(what);
	}

	List<String> all() {
		return this.all;
	}

}
