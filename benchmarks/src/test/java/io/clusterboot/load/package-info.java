/**
 * A client that retries nothing it need not, and says of every request what became of it.
 */
package io.clusterboot.load;
