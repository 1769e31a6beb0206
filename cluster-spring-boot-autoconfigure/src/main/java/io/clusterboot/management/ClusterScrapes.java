package io.clusterboot.management;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
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
 * Has one of the workers scrape all of them, and another one if the first does not
 * answer. Without an answer there are the meters of the cluster alone, which the primary
 * counts itself.
 *
 * @since 0.1.0
 */
public final class ClusterScrapes implements PrometheusSource {

	private static final Log logger = LogFactory.getLog(ClusterScrapes.class);

	private final PeerClient client = new PeerClient();

	private final ClusterStatusSource source;

	private final Supplier<@Nullable PeerDirectory> directory;

	private final ScrapePatience patience;

	private final ClusterMetrics metrics;

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	/**
	 * Create a new {@link ClusterScrapes} instance.
	 * @param source gives the status
	 * @param directory gives the directory where the workers' sockets are, or
	 * {@code null} before there is one
	 * @param timeout how long one worker may take where all answer together
	 * @param silentAfter age of a heartbeat from which a worker counts as silent
	 */
	public ClusterScrapes(ClusterStatusSource source, Supplier<@Nullable PeerDirectory> directory, Duration timeout,
			Duration silentAfter) {
		this.source = source;
		this.directory = directory;
		this.patience = new ScrapePatience(timeout, silentAfter);
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
		long began = System.nanoTime();
		List<WorkerStatus> ready = ready();
		if (ready.isEmpty()) {
			return null;
		}
		WorkerStatus first = ready.get(0);
		WrittenScrape scrape = ask(directory, first, this.patience.first(ready), question);
		if (scrape != null) {
			return scrape;
		}
		// Meanwhile another one may have become ready.
		WorkerStatus second = another(first);
		return (second != null) ? ask(directory, second, this.patience.second(second, since(began)), question) : null;
	}

	/**
	 * Return the workers that can be asked.
	 * @return the workers, those first that were heard last: one that is silent may only
	 * be slow
	 */
	private List<WorkerStatus> ready() {
		return workers().stream()
			.filter((worker) -> worker.state() == WorkerState.READY)
			.sorted(Comparator.comparing(ScrapePatience::silence))
			.toList();
	}

	private @Nullable WorkerStatus another(WorkerStatus asked) {
		return ready().stream()
			.filter((worker) -> worker.identity().id() != asked.identity().id())
			.findFirst()
			.orElse(null);
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

	private static Duration since(long nanoTime) {
		return Duration.ofNanos(System.nanoTime() - nanoTime);
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
