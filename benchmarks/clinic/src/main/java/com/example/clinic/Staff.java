package com.example.clinic;

import java.util.List;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Knows the vets.
 */
@Service
@Transactional(readOnly = true)
class Staff {

	private final VetRepository vets;

	private final SpecialityRepository specialities;

	Staff(VetRepository vets, SpecialityRepository specialities) {
		this.vets = vets;
		this.specialities = specialities;
	}

	List<Vet> vets() {
		return this.vets.findAllByOrderByName();
	}

	List<Vet> vets(String speciality) {
		return vets().stream().filter((vet) -> vet.knows(speciality)).toList();
	}

	List<Speciality> specialities() {
		return this.specialities.findAllByOrderByName();
	}

	Vet vet(long id) {
		return this.vets.findById(id).orElseThrow(() -> new NotFoundException("vet", id));
	}

}
