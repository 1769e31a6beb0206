/**
 * Has scheduled methods run in the leader alone.
 */
@NullMarked
package io.clusterboot.scheduling;

import org.jspecify.annotations.NullMarked;
