/**
 * The meters of the cluster.
 */
@NullMarked
package io.clusterboot.metrics;

import org.jspecify.annotations.NullMarked;
