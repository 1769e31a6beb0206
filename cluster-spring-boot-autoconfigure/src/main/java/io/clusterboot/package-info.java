/**
 * The words everybody shares, and what an application may use.
 */
@NullMarked
package io.clusterboot;

import org.jspecify.annotations.NullMarked;
