/**
 * Reports to the primary, dies with it.
 */
@NullMarked
package io.clusterboot.worker;

import org.jspecify.annotations.NullMarked;
