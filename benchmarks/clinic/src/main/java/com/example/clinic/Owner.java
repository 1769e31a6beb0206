package com.example.clinic;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;

/**
 * Somebody who brings animals.
 *
 * @since 0.1.0
 */
@Entity
public class Owner extends Stored {

	private String name;

	private String street;

	private String city;

	private String phone;

	@OneToMany(mappedBy = "owner")
	@OrderBy("name")
	private List<Animal> animals = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	Owner() {
	}

	Owner(OwnerForm form) {
		this.name = form.name();
		this.street = form.street();
		this.city = form.city();
		this.phone = form.phone();
	}

	void change(OwnerForm form) {
		this.name = form.name();
		this.street = form.street();
		this.city = form.city();
		this.phone = form.phone();
	}

	public String getName() {
		return this.name;
	}

	public String getStreet() {
		return this.street;
	}

	public String getCity() {
		return this.city;
	}

	public String getPhone() {
		return this.phone;
	}

	public List<Animal> getAnimals() {
		return this.animals;
	}

}
