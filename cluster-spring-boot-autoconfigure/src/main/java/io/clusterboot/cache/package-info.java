/**
 * What the workers of one application share on disk: its jar, unpacked, and an archive of
 * its classes.
 */
@NullMarked
package io.clusterboot.cache;

import org.jspecify.annotations.NullMarked;
