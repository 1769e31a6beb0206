/**
 * The management server in the primary, which answers while no worker does.
 */
@NullMarked
package io.clusterboot.management;

import org.jspecify.annotations.NullMarked;
