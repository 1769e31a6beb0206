/**
 * The application that the benchmarks put under load.
 */
package com.example.load;
