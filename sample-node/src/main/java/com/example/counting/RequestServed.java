package com.example.counting;

/**
 * What a worker tells the primary: {@code process.send({cmd: 'notifyRequest'})}.
 *
 * @param path path of the request
 */
record RequestServed(String path) {

}
