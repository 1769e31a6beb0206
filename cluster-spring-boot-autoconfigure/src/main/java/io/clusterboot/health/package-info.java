/**
 * The health of the cluster.
 */
@NullMarked
package io.clusterboot.health;

import org.jspecify.annotations.NullMarked;
