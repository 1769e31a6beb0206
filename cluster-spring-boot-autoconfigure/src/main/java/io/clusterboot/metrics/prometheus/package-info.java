/**
 * One scrape of Prometheus that speaks for all workers.
 */
@NullMarked
package io.clusterboot.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
