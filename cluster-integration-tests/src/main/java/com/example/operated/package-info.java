/**
 * An application with all that an operator may look at.
 */
package com.example.operated;
