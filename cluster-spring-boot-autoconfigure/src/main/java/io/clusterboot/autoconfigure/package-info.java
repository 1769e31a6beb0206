/**
 * Conditions and bean methods only.
 */
@NullMarked
package io.clusterboot.autoconfigure;

import org.jspecify.annotations.NullMarked;
