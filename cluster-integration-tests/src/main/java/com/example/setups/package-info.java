/**
 * Applications that are set up in unusual ways, which the integration tests run.
 */
package com.example.setups;
