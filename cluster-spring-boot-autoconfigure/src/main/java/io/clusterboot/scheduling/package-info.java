/**
 * Has scheduled methods and jobs run in the leader alone.
 */
@NullMarked
package io.clusterboot.scheduling;

import org.jspecify.annotations.NullMarked;
