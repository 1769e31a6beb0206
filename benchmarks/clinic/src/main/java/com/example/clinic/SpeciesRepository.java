package com.example.clinic;

import java.util.List;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * Reads species, which hardly ever change.
 */
interface SpeciesRepository extends JpaRepository<Species, Long> {

	@Cacheable("species")
	List<Species> findAllByOrderByName();

}
