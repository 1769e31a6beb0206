/**
 * Starts and stops one worker JVM.
 */
@NullMarked
package io.clusterboot.process;

import org.jspecify.annotations.NullMarked;
