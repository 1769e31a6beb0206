package com.example.clinic;

/**
 * An owner as the list shows them.
 *
 * @param id key of the owner
 * @param name their name
 * @param city where they live
 * @param phone their number
 * @param animals how many animals they have
 */
record OwnerRow(Long id, String name, String city, String phone, int animals) {

}
