package com.example.clinic;

import java.math.BigDecimal;
import java.time.LocalDate;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;

/**
 * What is asked of a visit.
 *
 * @param vet key of the vet
 * @param visited the day
 * @param findings what was found and done
 * @param fee what it cost
 */
record VisitForm(@NotNull @Nullable Long vet,
		@NotNull @PastOrPresent @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate visited,
		@NotBlank @Size(max = 280) String findings,
		@NotNull @PositiveOrZero @Digits(integer = 6, fraction = 2) @Nullable BigDecimal fee) {

	static VisitForm empty() {
		return new VisitForm(null, LocalDate.now(), "", null);
	}

}
