/**
 * One shared-port customizer per embedded server.
 */
@NullMarked
package io.clusterboot.web;

import org.jspecify.annotations.NullMarked;
