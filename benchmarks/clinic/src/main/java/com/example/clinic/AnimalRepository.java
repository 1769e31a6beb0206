package com.example.clinic;

import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/**
 * Stores animals.
 */
interface AnimalRepository extends JpaRepository<Animal, Long> {

	@EntityGraph(attributePaths = { "species", "owner" })
	Optional<Animal> findWithOwnerById(long id);

	@Query("""
			select new com.example.clinic.CensusRow(s.name, count(a))
			from Animal a join a.species s group by s.name order by s.name""")
	List<CensusRow> census();

}
