package com.example.clinic;

import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OrderBy;

/**
 * Somebody who treats animals.
 *
 * @since 0.1.0
 */
@Entity
public class Vet extends Stored {

	private String name;

	private String room;

	@ManyToMany
	@JoinTable(name = "vet_speciality", joinColumns = @JoinColumn(name = "vet_id"),
			inverseJoinColumns = @JoinColumn(name = "speciality_id"))
	@OrderBy("name")
	private Set<Speciality> specialities = new LinkedHashSet<>();

	@SuppressWarnings("NullAway.Init")
	Vet() {
	}

	boolean knows(String speciality) {
		return this.specialities.stream().anyMatch((one) -> one.getName().equals(speciality));
	}

	public String getName() {
		return this.name;
	}

	public String getRoom() {
		return this.room;
	}

	public Set<Speciality> getSpecialities() {
		return this.specialities;
	}

}
