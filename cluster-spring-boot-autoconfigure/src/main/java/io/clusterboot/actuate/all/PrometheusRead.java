package io.clusterboot.actuate.all;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.clusterboot.WorkerIdentity;
import io.clusterboot.metrics.ClusterMeterNames;
import io.clusterboot.metrics.SnapshotRecorder;
import io.clusterboot.metrics.prometheus.ScrapeLedger;
import io.clusterboot.metrics.prometheus.ScrapeMerge;
import io.clusterboot.metrics.prometheus.SnapshotCodec;
import io.clusterboot.peer.PeerDirectory;
import io.clusterboot.peer.PeerHandler;
import io.clusterboot.peer.PeerQuestion;

/**
 * Scrapes all workers. What workers counted that are gone still counts, so that no
 * counter falls when one is replaced.
 *
 * @since 0.1.0
 */
public final class PrometheusRead implements SpecialRead {

	static final String ENDPOINT = "prometheus";

	private final SnapshotCodec codec = new SnapshotCodec();

	private final ScrapeBeans beans;

	private final AtomicReference<@Nullable Memory> memory = new AtomicReference<>();

	private final AtomicReference<@Nullable PrometheusWay> all = new AtomicReference<>();

	/**
	 * Create a new {@link PrometheusRead} instance.
	 * @param beans what the application has for Prometheus
	 */
	public PrometheusRead(ScrapeBeans beans) {
		this.beans = beans;
	}

	@Override
	public String endpoint() {
		return ENDPOINT;
	}

	@Override
	public Way way(OneWorker one, EndpointJson json, PeerDirectory directory) {
		ScrapeMerge merge = new ScrapeMerge(ClusterMeterNames::includeFamily);
		ScrapeLedger ledger = new ScrapeLedger(directory.path(), merge);
		WorkerIdentity self = one.workers().self();
		this.memory.set(new Memory(one.workers(), ledger, ledger.recorder(self.ordinal(), self.id())));
		PrometheusWay way = new PrometheusWay(one, merge, ledger, this);
		this.all.set(way);
		return way;
	}

	ScrapeBeans beans() {
		return this.beans;
	}

	/**
	 * Return what this worker has counted. It is known from now on even if this process
	 * is killed next.
	 * @return the encoded snapshots of its registry
	 */
	byte[] own() {
		Memory memory = this.memory.get();
		return (memory != null) ? memory.recorder().record(this::encoded) : encoded();
	}

	private byte[] encoded() {
		return this.codec.encode(this.beans.registry().scrape(), this.beans.momentary());
	}

	@Override
	public PeerHandler handler() {
		return this::answer;
	}

	private void answer(PeerQuestion question, OutputStream answer) throws IOException {
		PrometheusWay all = this.all.get();
		if (question.body().length == 0 || all == null) {
			answer.write(own());
			return;
		}
		WrittenScrape scrape = all.scrape(ScrapeQuestion.of(question));
		DataOutputStream out = new DataOutputStream(answer);
		out.writeUTF(scrape.contentType());
		out.write(scrape.body());
		out.flush();
	}

	@Override
	public void started() {
		Memory memory = this.memory.get();
		if (memory != null) {
			Set<Long> live = memory.workers().now().live();
			if (!live.isEmpty()) {
				memory.ledger().absorb(memory.workers().self().ordinal(), live);
			}
		}
	}

	@Override
	public void stopped() {
		own();
	}

	/**
	 * What is known of this process and of those that are gone.
	 *
	 * @param workers the workers there are
	 * @param ledger what those that are gone counted
	 * @param recorder records what this one counts
	 */
	private record Memory(Workers workers, ScrapeLedger ledger, SnapshotRecorder recorder) {

	}

}
