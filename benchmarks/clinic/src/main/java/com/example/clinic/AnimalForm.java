package com.example.clinic;

import java.time.LocalDate;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;

/**
 * What is asked of an animal.
 *
 * @param name its name
 * @param born when it was born
 * @param species key of its species
 */
record AnimalForm(@NotBlank @Size(max = 40) String name,
		@NotNull @PastOrPresent @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate born,
		@NotNull @Nullable Long species) {

	static AnimalForm empty() {
		return new AnimalForm("", null, null);
	}

}
