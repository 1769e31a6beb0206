/**
 * Picks the role at start-up.
 */
@NullMarked
package io.clusterboot.context;

import org.jspecify.annotations.NullMarked;
