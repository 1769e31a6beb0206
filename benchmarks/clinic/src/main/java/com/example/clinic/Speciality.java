package com.example.clinic;

import jakarta.persistence.Entity;

/**
 * What a vet knows more of than others.
 *
 * @since 0.1.0
 */
@Entity
public class Speciality extends Stored {

	private String name;

	@SuppressWarnings("NullAway.Init")
	Speciality() {
	}

	public String getName() {
		return this.name;
	}

}
