package com.example.guestbook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * An entry to store.
 *
 * @param author who writes
 * @param text what is written
 */
record NewEntry(@NotBlank @Size(max = 40) String author, @NotBlank @Size(max = 280) String text) {

}
