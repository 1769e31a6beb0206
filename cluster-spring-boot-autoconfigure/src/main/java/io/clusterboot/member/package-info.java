/**
 * What each process of the cluster knows of the workers and can ask for.
 */
@NullMarked
package io.clusterboot.member;

import org.jspecify.annotations.NullMarked;
