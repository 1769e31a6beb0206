package com.example.clinic;

import java.math.BigDecimal;
import java.time.LocalDate;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;

/**
 * What a vet did for an animal.
 *
 * @since 0.1.0
 */
@Entity
public class Visit extends Stored {

	@ManyToOne(fetch = FetchType.LAZY)
	private Animal animal;

	@ManyToOne(fetch = FetchType.LAZY)
	private Vet vet;

	private LocalDate visited;

	private String findings;

	private BigDecimal fee;

	@SuppressWarnings("NullAway.Init")
	Visit() {
	}

	Visit(Animal animal, Vet vet, LocalDate visited, String findings, BigDecimal fee) {
		this.animal = animal;
		this.vet = vet;
		this.visited = visited;
		this.findings = findings;
		this.fee = fee;
	}

	public Animal getAnimal() {
		return this.animal;
	}

	public Vet getVet() {
		return this.vet;
	}

	public LocalDate getVisited() {
		return this.visited;
	}

	public String getFindings() {
		return this.findings;
	}

	public BigDecimal getFee() {
		return this.fee;
	}

}
