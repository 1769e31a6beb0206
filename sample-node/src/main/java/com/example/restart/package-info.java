/**
 * Node's first textbook program: the primary forks a worker for each that dies.
 */
package com.example.restart;
