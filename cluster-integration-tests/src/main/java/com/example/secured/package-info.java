/**
 * The application that is operated, for those alone who may.
 */
package com.example.secured;
