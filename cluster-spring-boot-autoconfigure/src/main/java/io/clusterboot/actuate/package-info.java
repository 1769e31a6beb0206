/**
 * The endpoints that speak for all workers.
 */
@NullMarked
package io.clusterboot.actuate;

import org.jspecify.annotations.NullMarked;
