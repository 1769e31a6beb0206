/**
 * A guest book that runs as a cluster: REST, JDBC, validation, and a page that shows the
 * workers.
 */
@NullMarked
package com.example.guestbook;

import org.jspecify.annotations.NullMarked;
