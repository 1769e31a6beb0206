package io.clusterboot.soak;

import java.util.ArrayList;
import java.util.List;

import com.example.operated.OperatedApplication;

/**
 * The application with all that an operator may look at.
 */
final class OperatedTarget {

	private OperatedTarget() {
	}

	/**
	 * Start it.
	 * @param workers number of workers
	 * @param classPath its class path
	 * @param arguments further arguments
	 * @return the cluster, all of whose workers are ready
	 */
	static Target cluster(int workers, String classPath, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--cluster.workers=" + workers, "--cluster.management.port=0",
				"--management.endpoint.cluster.access=unrestricted",
				"--management.endpoint.health.show-details=always"));
		all.addAll(List.of(arguments));
		all.addAll(Soak.options("args", List.of()));
		return start(classPath, all).await(workers);
	}

	/**
	 * Start it without a cluster.
	 * @param classPath its class path
	 * @return the application, which is ready
	 */
	static Target alone(String classPath) {
		return start(classPath, List.of("--cluster.enabled=false")).awaitAlone();
	}

	private static Target start(String classPath, List<String> arguments) {
		List<String> all = new ArrayList<>(List.of("--server.port=0", "--management.endpoints.web.exposure.include=*"));
		all.addAll(arguments);
		return new Target(Soak.options("jvm", List.of("-Xmx512m")),
				List.of("-cp", classPath, OperatedApplication.class.getName()), all);
	}

}
