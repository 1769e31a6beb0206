package com.example.guestbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;

/**
 * Finds what does not fit in the manifests: to each other, or to the application.
 */
final class ManifestChecks {

	/**
	 * What the primary takes beyond the deadline of its workers.
	 */
	private static final Duration KILL_MARGIN = Duration.ofSeconds(5);

	private static final long MIB = 1024 * 1024;

	private static final long WORKER = (360 + 240) * MIB;

	private static final long PRIMARY = 150 * MIB;

	private final Manifests manifests;

	private final PodSpec pod;

	private final Container container;

	private final List<String> problems = new ArrayList<>();

	ManifestChecks(Manifests manifests) {
		this.manifests = manifests;
		this.pod = manifests.deployment().getSpec().getTemplate().getSpec();
		this.container = this.pod.getContainers().get(0);
	}

	/**
	 * Return everything that is wrong.
	 * @param timings the application's own, in the pod
	 * @param isServed tells whether the application answers a path
	 * @return one sentence for each
	 */
	List<String> problems(Timings timings, Predicate<String> isServed) {
		selectors();
		ports(timings.port());
		autoscaler();
		probes(timings, isServed);
		gracePeriod(timings.shutdown());
		security();
		memory();
		check(this.manifests.resources().size() == 5, "kustomization.yaml does not list all files");
		return this.problems;
	}

	private void check(boolean sound, String problem) {
		if (!sound) {
			this.problems.add(problem);
		}
	}

	private void selectors() {
		selects("Deployment", labels(this.manifests.deployment().getSpec().getSelector()));
		selects("Service", this.manifests.service().getSpec().getSelector());
		selects("PodDisruptionBudget", labels(this.manifests.budget().getSpec().getSelector()));
		selects("PodMonitor", labels(this.manifests.monitor().getSpec().getSelector()));
		this.pod.getTopologySpreadConstraints()
			.forEach((spread) -> selects("topologySpreadConstraints", labels(spread.getLabelSelector())));
	}

	private Map<String, String> labels(LabelSelector selector) {
		return selector.getMatchLabels();
	}

	private void selects(String who, Map<String, String> selector) {
		Map<String, String> labels = this.manifests.deployment().getSpec().getTemplate().getMetadata().getLabels();
		check(!selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet()),
				who + " does not select the pods: " + selector);
	}

	private void ports(int port) {
		ContainerPort http = this.container.getPorts().get(0);
		check(http.getContainerPort() == port, "The container does not listen on " + http.getContainerPort());
		this.manifests.service().getSpec().getPorts().forEach((exposed) -> named("Service", exposed.getTargetPort()));
		this.manifests.monitor()
			.getSpec()
			.getPodMetricsEndpoints()
			.forEach((endpoint) -> named("PodMonitor", new IntOrString(endpoint.getPort())));
	}

	private void named(String who, IntOrString port) {
		boolean known = this.container.getPorts()
			.stream()
			.anyMatch((candidate) -> candidate.getName().equals(port.getStrVal()));
		check(known, who + " names a port that the container does not have: " + port.getValue());
	}

	private void autoscaler() {
		CrossVersionObjectReference target = this.manifests.autoscaler().getSpec().getScaleTargetRef();
		check(List.of(target.getApiVersion(), target.getKind(), target.getName())
			.equals(List.of("apps/v1", "Deployment", this.manifests.deployment().getMetadata().getName())),
				"HorizontalPodAutoscaler scales something else: " + target.getKind() + " " + target.getName());
		check(this.manifests.deployment().getSpec().getReplicas() == null,
				"Deployment sets the replicas, which are the autoscaler's");
		check(this.container.getResources().getRequests().get("cpu") != null,
				"The container requests no cpu, of which the autoscaler's percentage is");
		check(this.manifests.autoscaler().getSpec().getMinReplicas() > 1, "A single pod cannot be evicted");
	}

	private void probes(Timings timings, Predicate<String> isServed) {
		probe("startup", this.container.getStartupProbe(), "/actuator/health/liveness", isServed);
		probe("readiness", this.container.getReadinessProbe(), "/actuator/health/readiness", isServed);
		probe("liveness", this.container.getLivenessProbe(), "/actuator/health/liveness", isServed);
		check(patience(this.container.getStartupProbe()).compareTo(timings.startup()) > 0,
				"The startup probe gives up before cluster.startup.timeout");
		check(patience(this.container.getLivenessProbe()).compareTo(timings.heartbeat().plus(KILL_MARGIN)) > 0,
				"The liveness probe gives up before the primary has replaced a worker that hangs");
		for (PodMetricsEndpoint endpoint : this.manifests.monitor().getSpec().getPodMetricsEndpoints()) {
			check(isServed.test(endpoint.getPath()), "The application does not serve " + endpoint.getPath());
		}
	}

	private void probe(String name, Probe probe, String path, Predicate<String> isServed) {
		HTTPGetAction get = probe.getHttpGet();
		named("The " + name + " probe", get.getPort());
		check(get.getPath().equals(path), "The " + name + " probe asks " + get.getPath());
		check(isServed.test(get.getPath()), "The application does not serve " + get.getPath());
	}

	private Duration patience(Probe probe) {
		return Duration.ofSeconds((long) probe.getPeriodSeconds() * probe.getFailureThreshold());
	}

	private void gracePeriod(Duration shutdown) {
		Duration needed = Duration.ofSeconds(this.container.getLifecycle().getPreStop().getSleep().getSeconds())
			.plus(shutdown)
			.plus(KILL_MARGIN);
		Duration given = Duration.ofSeconds(this.pod.getTerminationGracePeriodSeconds());
		check(given.compareTo(needed) > 0,
				"terminationGracePeriodSeconds is %d, which is not more than the %d that preStop and shutdown may take"
					.formatted(given.toSeconds(), needed.toSeconds()));
	}

	private void security() {
		check(this.pod.getSecurityContext().getRunAsNonRoot() && this.pod.getSecurityContext().getRunAsUser() != 0,
				"The container runs as root");
		check(this.container.getSecurityContext().getReadOnlyRootFilesystem(), "The root file system can be written");
		check(this.container.getVolumeMounts().stream().anyMatch((mount) -> mount.getMountPath().equals("/tmp")),
				"There is no temporary folder to write to");
	}

	/**
	 * One worker per processor, and one more while one is replaced.
	 */
	private void memory() {
		Map<String, Quantity> limits = this.container.getResources().getLimits();
		check(limits.containsKey("cpu") && limits.containsKey("memory"), "The container has no limits to go by");
		if (this.problems.isEmpty()) {
			long workers = limits.get("cpu").getNumericalAmount().longValue() + 1;
			long needed = workers * WORKER + PRIMARY;
			check(limits.get("memory").getNumericalAmount().longValue() >= needed,
					"The memory limit is less than the %d MiB that %d workers and the primary may need"
						.formatted(needed / MIB, workers));
		}
	}

	/**
	 * Return the environment that the pod gives the application.
	 * @return the variables
	 */
	Map<String, String> environment() {
		Map<String, String> environment = new TreeMap<>();
		this.container.getEnv().forEach((variable) -> environment.put(variable.getName(), variable.getValue()));
		return environment;
	}

}
