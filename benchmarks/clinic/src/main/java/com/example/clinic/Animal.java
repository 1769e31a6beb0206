package com.example.clinic;

import java.time.LocalDate;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;

/**
 * A patient.
 *
 * @since 0.1.0
 */
@Entity
public class Animal extends Stored {

	private String name;

	private LocalDate born;

	@ManyToOne(fetch = FetchType.LAZY)
	private Species species;

	@ManyToOne(fetch = FetchType.LAZY)
	private Owner owner;

	@SuppressWarnings("NullAway.Init")
	Animal() {
	}

	Animal(String name, LocalDate born, Species species, Owner owner) {
		this.name = name;
		this.born = born;
		this.species = species;
		this.owner = owner;
	}

	public String getName() {
		return this.name;
	}

	public LocalDate getBorn() {
		return this.born;
	}

	public Species getSpecies() {
		return this.species;
	}

	public Owner getOwner() {
		return this.owner;
	}

}
