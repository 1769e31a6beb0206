package com.example.clinic;

import java.time.LocalDateTime;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;

/**
 * A time at which an animal is expected.
 *
 * @since 0.1.0
 */
@Entity
public class Appointment extends Stored {

	@ManyToOne(fetch = FetchType.LAZY)
	private Animal animal;

	@ManyToOne(fetch = FetchType.LAZY)
	private Vet vet;

	private LocalDateTime start;

	private String reason;

	@SuppressWarnings("NullAway.Init")
	Appointment() {
	}

	Appointment(Animal animal, Vet vet, LocalDateTime start, String reason) {
		this.animal = animal;
		this.vet = vet;
		this.start = start;
		this.reason = reason;
	}

	public Animal getAnimal() {
		return this.animal;
	}

	public Vet getVet() {
		return this.vet;
	}

	public LocalDateTime getStart() {
		return this.start;
	}

	public String getReason() {
		return this.reason;
	}

}
