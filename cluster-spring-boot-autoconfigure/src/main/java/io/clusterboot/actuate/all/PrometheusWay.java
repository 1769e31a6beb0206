package io.clusterboot.actuate.all;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import io.prometheus.metrics.config.PrometheusPropertiesLoader;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;

import io.clusterboot.metrics.prometheus.ScrapeLedger;
import io.clusterboot.metrics.prometheus.ScrapeMerge;
import io.clusterboot.metrics.prometheus.SnapshotFormatException;
import io.clusterboot.metrics.prometheus.WorkerScrape;

/**
 * Makes one scrape of those of all workers, in the format that is asked for. A worker
 * that does not answer in time is left out and told by {@code cluster_worker_up}.
 */
final class PrometheusWay implements Way {

	private static final Log logger = LogFactory.getLog(PrometheusWay.class);

	private final Workers workers;

	private final Siblings siblings;

	private final ScrapeMerge merge;

	private final ScrapeLedger ledger;

	private final PrometheusRead own;

	private final ExpositionFormats formats;

	PrometheusWay(OneWorker one, ScrapeMerge merge, ScrapeLedger ledger, PrometheusRead own) {
		this.workers = one.workers();
		this.siblings = one.siblings();
		this.merge = merge;
		this.ledger = ledger;
		this.own = own;
		Properties properties = own.beans().properties();
		this.formats = ExpositionFormats.init(
				(properties != null) ? PrometheusPropertiesLoader.load(properties) : PrometheusPropertiesLoader.load());
	}

	@Override
	public @Nullable Object invoke(KnownOperation operation, InvocationContext context) {
		PrometheusOutputFormat format = context.resolveArgument(PrometheusOutputFormat.class);
		if (format == null) {
			// An endpoint of the application's own.
			return operation.invoker().invoke(context);
		}
		return new WebEndpointResponse<>(write(writer(format), names(context.getArguments().get("includedNames"))),
				format);
	}

	/**
	 * Scrape all workers for somebody who asked this one directly.
	 * @param question the formats and the names that are wanted
	 * @return the scrape
	 */
	WrittenScrape scrape(ScrapeQuestion question) {
		ExpositionFormatWriter writer = this.formats.findWriter(question.accept());
		return new WrittenScrape(writer.getContentType(),
				write(writer, question.names().isEmpty() ? null : question.names()));
	}

	private byte[] write(ExpositionFormatWriter writer, @Nullable Set<String> names) {
		try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
			writer.write(out, only(names, scrape()));
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private MetricSnapshots scrape() {
		Present present = this.own.beans().refresh(this.workers);
		Map<Target, CompletableFuture<byte[]>> others = new LinkedHashMap<>();
		present.others()
			.forEach((target) -> others.put(target, this.siblings.ask(target, ScrapeQuestion.OWN, (answer) -> {
				try (answer) {
					return answer.readAll();
				}
			})));
		List<WorkerScrape> answered = new ArrayList<>();
		add(this.workers.self().ordinal(), this.workers.self().id(), this.own.own(), answered);
		others.forEach((target, answer) -> add(target, answer, answered));
		Set<Long> ids = answered.stream().map(WorkerScrape::id).collect(Collectors.toCollection(HashSet::new));
		return this.merge.merge(this.workers.self().id(), answered, this.ledger.departed(ids),
				present.slots().stream().map(Target::ordinal).toList());
	}

	private void add(Target target, CompletableFuture<byte[]> answer, List<WorkerScrape> answered) {
		try {
			add(target.ordinal(), target.id(), answer.join(), answered);
		}
		catch (CompletionException ex) {
			logger.debug("Worker %d (id %d) is not in the scrape: %s".formatted(target.ordinal(), target.id(),
					Siblings.reason(target, ex)));
		}
	}

	private void add(int ordinal, long id, byte[] bytes, List<WorkerScrape> answered) {
		try {
			answered.add(this.merge.read(ordinal, id, bytes));
		}
		catch (SnapshotFormatException ex) {
			logger.warn(
					"What worker %d (id %d) counted is not in the scrape: %s".formatted(ordinal, id, ex.getMessage()));
		}
	}

	private static MetricSnapshots only(@Nullable Set<String> names, MetricSnapshots scrape) {
		return (names != null) ? new MetricSnapshots(
				scrape.stream().filter((family) -> names.contains(family.getMetadata().getPrometheusName())).toList())
				: scrape;
	}

	private static @Nullable Set<String> names(@Nullable Object names) {
		if (names instanceof Collection<?> list) {
			return list.stream().map(String::valueOf).collect(Collectors.toSet());
		}
		return (names != null)
				? Arrays.stream(String.valueOf(names).split(",")).map(String::trim).collect(Collectors.toSet()) : null;
	}

	private ExpositionFormatWriter writer(PrometheusOutputFormat format) {
		return switch (format) {
			case CONTENT_TYPE_004 -> this.formats.getPrometheusTextFormatWriter();
			case CONTENT_TYPE_OPENMETRICS_100 -> this.formats.getOpenMetricsTextFormatWriter();
			case CONTENT_TYPE_PROTOBUF -> this.formats.getPrometheusProtobufWriter();
		};
	}

}
