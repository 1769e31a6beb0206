package com.example.clinic;

import java.util.List;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * Stores visits.
 */
interface VisitRepository extends JpaRepository<Visit, Long> {

	@EntityGraph(attributePaths = "vet")
	List<Visit> findByAnimalIdOrderByVisitedDesc(long animal);

	@EntityGraph(attributePaths = { "animal", "vet" })
	List<Visit> findTop25ByOrderByVisitedDescIdDesc();

}
