/**
 * The application that the integration tests run as a cluster.
 */
package com.example.probe;
