/**
 * Keeps N workers alive: pool, loop, back-off.
 */
@NullMarked
package io.clusterboot.supervisor;

import org.jspecify.annotations.NullMarked;
