/**
 * Connections that last.
 */
package com.example.streams;
