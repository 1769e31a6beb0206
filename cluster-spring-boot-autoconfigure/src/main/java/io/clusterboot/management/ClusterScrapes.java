package io.clusterboot.management;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import io.clusterboot.ClusterStatusSource;
import io.clusterboot.ClusterUnavailableException;
import io.clusterboot.WorkerState;
import io.clusterboot.WorkerStatus;
import io.clusterboot.actuate.all.ScrapeQuestion;
import io.clusterboot.actuate.all.WrittenScrape;
import io.clusterboot.metrics.ClusterMetrics;
import io.clusterboot.peer.PeerClient;
import io.clusterboot.peer.PeerDirectory;

/**
 * Has one of the workers scrape all of them. While none answers there are the meters of
 * the cluster alone, which the primary counts itself.
 *
 * @since 0.1.0
 */
public final class ClusterScrapes implements PrometheusSource {

	/**
	 * What a worker takes beyond the time that it gives the others.
	 */
	private static final Duration MARGIN = Duration.ofSeconds(1);

	/**
	 * The same for the last one that can be asked: without any worker all that they
	 * counted would be missing. It may be busy while another one starts.
	 */
	private static final Duration LAST_MARGIN = Duration.ofSeconds(4);

	/**
	 * How many workers are asked one after the other, those first that were heard last.
	 * One that is silent may only be slow. Prometheus waits 10 s by default.
	 */
	private static final int TRIES = 2;

	private static final Log logger = LogFactory.getLog(ClusterScrapes.class);

	private final PeerClient client = new PeerClient();

	private final ClusterStatusSource source;

	private final Supplier<@Nullable PeerDirectory> directory;

	private final Duration timeout;

	private final ClusterMetrics metrics;

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	/**
	 * Create a new {@link ClusterScrapes} instance.
	 * @param source gives the status
	 * @param directory gives the directory where the workers' sockets are, or
	 * {@code null} before there is one
	 * @param timeout how long one worker may take where all answer together
	 */
	public ClusterScrapes(ClusterStatusSource source, Supplier<@Nullable PeerDirectory> directory, Duration timeout) {
		this.source = source;
		this.directory = directory;
		this.timeout = timeout;
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("clusterStatusSource", source);
		this.metrics = new ClusterMetrics(beans.getBeanProvider(ClusterStatusSource.class));
		this.metrics.bindTo(this.registry);
	}

	@Override
	public Scrape scrape(@Nullable String accept, Set<String> includedNames) {
		String format = Objects.requireNonNullElse(accept, "");
		WrittenScrape scrape = all(new ScrapeQuestion(format, includedNames));
		return (scrape != null) ? new Scrape(scrape.contentType(), scrape.body()) : own(format, includedNames);
	}

	private @Nullable WrittenScrape all(ScrapeQuestion question) {
		PeerDirectory directory = this.directory.get();
		return (directory != null) ? all(directory, question) : null;
	}

	private @Nullable WrittenScrape all(PeerDirectory directory, ScrapeQuestion question) {
		Set<Long> asked = new HashSet<>();
		WrittenScrape scrape = null;
		for (int i = 0; i < TRIES && scrape == null; i++) {
			// Meanwhile another one may have become ready.
			List<WorkerStatus> candidates = candidates(asked);
			if (!candidates.isEmpty()) {
				WorkerStatus worker = candidates.get(0);
				asked.add(worker.identity().id());
				Duration margin = (candidates.size() > 1 && i < TRIES - 1) ? MARGIN : LAST_MARGIN;
				scrape = ask(directory, worker, this.timeout.plus(margin), question);
			}
		}
		return scrape;
	}

	private List<WorkerStatus> candidates(Set<Long> asked) {
		return workers().stream()
			.filter((worker) -> worker.state() == WorkerState.READY && !asked.contains(worker.identity().id()))
			.sorted(Comparator.comparing(ClusterScrapes::silence))
			.toList();
	}

	private List<WorkerStatus> workers() {
		try {
			return this.source.status().workers();
		}
		catch (ClusterUnavailableException ex) {
			logger.debug("No worker is known", ex);
			return List.of();
		}
	}

	private static Duration silence(WorkerStatus worker) {
		return Objects.requireNonNullElse(worker.heartbeatAge(), Duration.ofDays(1));
	}

	private @Nullable WrittenScrape ask(PeerDirectory directory, WorkerStatus worker, Duration patience,
			ScrapeQuestion question) {
		try {
			return this.client
				.ask(directory.socket(worker.identity().id()), question.question(), patience, ScrapeQuestion::read)
				.join();
		}
		catch (IOException | CompletionException ex) {
			logger.debug("Worker " + worker.identity().ordinal() + " did not scrape the others", ex);
			return null;
		}
	}

	private Scrape own(String accept, Set<String> names) {
		try {
			this.metrics.refresh();
		}
		catch (ClusterUnavailableException ex) {
			logger.debug("The meters of the cluster show what was known before", ex);
		}
		String type = accept.contains("openmetrics") ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
				: "text/plain; version=0.0.4; charset=utf-8";
		String text = names.isEmpty() ? this.registry.scrape(type) : this.registry.scrape(type, names);
		return new Scrape(type, text.getBytes(StandardCharsets.UTF_8));
	}

}
