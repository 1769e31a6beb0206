package com.example.clinic;

import java.util.List;
import java.util.Objects;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Knows the owners and their animals.
 */
@Service
@Transactional(readOnly = true)
class Register {

	private static final int PAGE_SIZE = 10;

	private final OwnerRepository owners;

	private final AnimalRepository animals;

	private final SpeciesRepository species;

	Register(OwnerRepository owners, AnimalRepository animals, SpeciesRepository species) {
		this.owners = owners;
		this.animals = animals;
		this.species = species;
	}

	Page<OwnerRow> search(String name, int page) {
		return this.owners.search(name, PageRequest.of(page, PAGE_SIZE));
	}

	Owner owner(long id) {
		return this.owners.findWithAnimalsById(id).orElseThrow(() -> new NotFoundException("owner", id));
	}

	Animal animal(long id) {
		return this.animals.findWithOwnerById(id).orElseThrow(() -> new NotFoundException("animal", id));
	}

	List<CensusRow> census() {
		return this.animals.census();
	}

	List<Species> species() {
		return this.species.findAllByOrderByName();
	}

	@Transactional
	Owner add(OwnerForm form) {
		return this.owners.save(new Owner(form));
	}

	@Transactional
	void change(long id, OwnerForm form) {
		owner(id).change(form);
	}

	@Transactional
	void addAnimal(long owner, AnimalForm form) {
		Species kind = this.species.getReferenceById(Objects.requireNonNull(form.species()));
		this.animals.save(new Animal(form.name(), Objects.requireNonNull(form.born()), kind, owner(owner)));
	}

}
