/**
 * Messages of the cluster as the beans of an application hear them.
 */
@NullMarked
package io.clusterboot.messaging;

import org.jspecify.annotations.NullMarked;
