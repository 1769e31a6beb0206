/**
 * What workers ask each other directly, without the primary in between: answers may be as
 * large as a heap dump.
 */
@NullMarked
package io.clusterboot.peer;

import org.jspecify.annotations.NullMarked;
