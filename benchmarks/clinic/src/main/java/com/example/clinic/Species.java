package com.example.clinic;

import jakarta.persistence.Entity;

/**
 * A kind of animal.
 *
 * @since 0.1.0
 */
@Entity
public class Species extends Stored {

	private String name;

	@SuppressWarnings("NullAway.Init")
	Species() {
	}

	public String getName() {
		return this.name;
	}

}
