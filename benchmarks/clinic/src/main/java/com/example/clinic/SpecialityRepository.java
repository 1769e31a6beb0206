package com.example.clinic;

import java.util.List;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * Reads specialities, which hardly ever change.
 */
interface SpecialityRepository extends JpaRepository<Speciality, Long> {

	@Cacheable("specialities")
	List<Speciality> findAllByOrderByName();

}
