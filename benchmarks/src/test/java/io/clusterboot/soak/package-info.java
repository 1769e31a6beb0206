/**
 * Puts clusters under load and disturbs them for minutes; run by hand, no part of the
 * build.
 */
package io.clusterboot.soak;
