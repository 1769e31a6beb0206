package com.example.composed;

/**
 * Found by the application's own annotation.
 */
@Supervising
public class Supervision {

}
