/**
 * An application that uses the cluster and tells what it hears of it.
 */
package com.example.events;
