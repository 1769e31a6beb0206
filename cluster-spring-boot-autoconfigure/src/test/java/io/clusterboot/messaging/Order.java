package io.clusterboot.messaging;

/**
 * A payload as an application would have it.
 *
 * @param item what is ordered
 * @param count how many
 */
record Order(String item, int count) {

}
