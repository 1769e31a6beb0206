package com.example.guestbook;

import java.time.OffsetDateTime;

/**
 * An entry of the guest book.
 *
 * @param id number of the entry
 * @param author who wrote it
 * @param text what was written
 * @param worker ordinal of the worker that stored it, -1 outside a cluster
 * @param created when it was stored
 */
record Entry(long id, String author, String text, int worker, OffsetDateTime created) {

}
