package com.example.clinic;

import java.time.LocalDateTime;

import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;

/**
 * What is asked of an appointment.
 *
 * @param animal key of the animal
 * @param vet key of the vet
 * @param start when it begins
 * @param reason why the animal is brought
 */
record AppointmentForm(@NotNull @Nullable Long animal, @NotNull @Nullable Long vet,
		@NotNull @Future @DateTimeFormat(iso = ISO.DATE_TIME) @Nullable LocalDateTime start,
		@NotBlank @Size(max = 140) String reason) {

	static AppointmentForm of(long animal) {
		return new AppointmentForm(animal, null, null, "");
	}

}
