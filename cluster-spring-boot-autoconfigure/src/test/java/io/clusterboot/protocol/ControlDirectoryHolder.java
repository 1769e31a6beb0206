package io.clusterboot.protocol;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Holds a control directory until it is killed.
 */
public final class ControlDirectoryHolder {

	private ControlDirectoryHolder() {
	}

	public static void main(String[] args) throws IOException {
		ControlDirectory directory = ControlDirectory.create(Path.of(args[0]));
		System.out.println(directory.path());
		System.in.read();
	}

}
