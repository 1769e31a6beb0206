/**
 * An application that the integration tests run.
 */
package com.example.hanging;
