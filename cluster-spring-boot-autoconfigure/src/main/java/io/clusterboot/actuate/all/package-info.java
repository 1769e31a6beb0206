/**
 * The endpoints that speak for all workers, whichever of them is asked.
 */
@NullMarked
package io.clusterboot.actuate.all;

import org.jspecify.annotations.NullMarked;
