package com.example.clinic;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What is asked of an owner.
 *
 * @param name their name
 * @param street street and number
 * @param city where they live
 * @param phone their number
 */
record OwnerForm(@NotBlank @Size(max = 60) String name, @NotBlank @Size(max = 80) String street,
		@NotBlank @Size(max = 60) String city, @NotBlank @Pattern(regexp = "[0-9 +]{3,20}") String phone) {

	static OwnerForm empty() {
		return new OwnerForm("", "", "", "");
	}

	static OwnerForm of(Owner owner) {
		return new OwnerForm(owner.getName(), owner.getStreet(), owner.getCity(), owner.getPhone());
	}

}
