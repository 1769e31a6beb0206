/**
 * The shared port: reservation and the sockets that share it.
 */
@NullMarked
package io.clusterboot.socket;

import org.jspecify.annotations.NullMarked;
