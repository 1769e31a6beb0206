/**
 * Node's second textbook program: the primary counts the requests that the workers serve.
 */
package com.example.counting;
