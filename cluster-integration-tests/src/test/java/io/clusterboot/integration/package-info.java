/**
 * Starts clusters of real JVMs and looks at them from outside.
 */
package io.clusterboot.integration;
