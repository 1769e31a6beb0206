package io.clusterboot.actuate.all;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.core.env.Environment;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.member.ClusterOperations;
import io.clusterboot.member.JsonCodec;
import io.clusterboot.peer.PeerDirectory;

/**
 * Puts {@link ClusterWide} together of what is there when the application runs.
 *
 * @since 0.1.0
 */
public final class ClusterWideFactory {

	private final ListableBeanFactory beans;

	private final ClusterWideSettings settings;

	/**
	 * Create a new {@link ClusterWideFactory} instance.
	 * @param beans the application's beans
	 * @param environment its configuration
	 */
	public ClusterWideFactory(ListableBeanFactory beans, Environment environment) {
		this.beans = beans;
		this.settings = ClusterWideSettings.of(environment);
	}

	/**
	 * Return what speaks for all workers.
	 * @return the new object, or {@code null} where the application is no worker or has
	 * no JSON library
	 */
	public @Nullable ClusterWide create() {
		PeerDirectory directory = this.beans.getBeanProvider(PeerDirectory.class).getIfAvailable();
		JsonCodec codec = this.beans.getBeanProvider(JsonCodec.class).getIfAvailable();
		return (directory != null && codec != null) ? create(directory, json(codec)) : null;
	}

	private EndpointJson json(JsonCodec codec) {
		EndpointMapper mapper = this.beans.getBeanProvider(EndpointMapper.class).getIfAvailable();
		return new EndpointJson(codec, (mapper != null) ? mapper.codec() : codec);
	}

	private ClusterWide create(PeerDirectory directory, EndpointJson json) {
		Workers workers = new Workers(this.beans.getBean(ClusterStatusSource.class),
				this.beans.getBean(WorkerIdentity.class), this.settings.silence());
		OneWorker one = new OneWorker(workers, new Siblings(directory, this.settings.timeout()), json,
				this.settings::roles);
		Levels levels = new Levels(directory.path());
		List<SpecialRead> reads = this.beans.getBeanProvider(SpecialRead.class).stream().toList();
		Map<String, Way> special = reads.stream()
			.collect(Collectors.toMap(SpecialRead::endpoint, (read) -> read.way(one, json, directory)));
		Ways ways = new Ways(one, json, levels, this.beans.getBeanProvider(ClusterOperations.class),
				this.settings.broadcast(), special);
		Operations operations = new Operations(json);
		return new ClusterWide(operations, ways, levels, directory, reads, () -> offer(operations));
	}

	/**
	 * Have Boot find the endpoints now. A management server of its own would ask for them
	 * only later.
	 * @param operations get to know which operations are on offer
	 */
	private void offer(Operations operations) {
		this.beans.getBeanProvider(WebEndpointsSupplier.class)
			.forEach((supplier) -> operations.offer(supplier.getEndpoints()));
	}

}
