/**
 * An animal clinic: pages, forms and a database, as many applications of its size have
 * them. Nothing in it knows that it may run as a cluster.
 */
@NullMarked
package com.example.clinic;

import org.jspecify.annotations.NullMarked;
