/**
 * What primary and worker say to each other.
 */
@NullMarked
package io.clusterboot.protocol;

import org.jspecify.annotations.NullMarked;
