/**
 * An application that measures messages between worker and primary.
 */
package com.example.messages;
