package io.clusterboot;

/**
 * Identity of one worker process.
 *
 * @param id rises by one with every fork and is never used again; starts at 1
 * @param ordinal the slot, from 0; a replacement keeps it
 * @param generation rises by one with every reload; starts at 1
 * @since 0.1.0
 */
public record WorkerIdentity(long id, int ordinal, int generation) {

}
