/**
 * An application with scheduled methods, which tells when and where they run.
 */
package com.example.scheduled;
