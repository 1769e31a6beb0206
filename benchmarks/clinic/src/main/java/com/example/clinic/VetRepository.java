package com.example.clinic;

import java.util.List;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * Reads vets, who hardly ever change.
 */
interface VetRepository extends JpaRepository<Vet, Long> {

	@Cacheable("vets")
	@EntityGraph(attributePaths = "specialities")
	List<Vet> findAllByOrderByName();

}
