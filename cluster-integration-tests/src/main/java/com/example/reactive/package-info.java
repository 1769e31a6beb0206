/**
 * An application without servlets.
 */
package com.example.reactive;
