package com.example.messages;

/**
 * A question that is answered with what it holds.
 *
 * @param sample what it holds
 */
record Echo(Sample sample) {

}
