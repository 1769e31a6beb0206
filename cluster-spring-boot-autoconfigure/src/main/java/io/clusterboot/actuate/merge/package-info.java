/**
 * Makes one answer of what several workers answered.
 */
@NullMarked
package io.clusterboot.actuate.merge;

import org.jspecify.annotations.NullMarked;
