package com.example.clinic;

import java.util.Optional;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/**
 * Stores owners.
 */
interface OwnerRepository extends JpaRepository<Owner, Long> {

	@Query(value = """
			select new com.example.clinic.OwnerRow(o.id, o.name, o.city, o.phone, size(o.animals))
			from Owner o where lower(o.name) like lower(concat('%', :name, '%')) order by o.name, o.id""",
			countQuery = "select count(o) from Owner o where lower(o.name) like lower(concat('%', :name, '%'))")
	Page<OwnerRow> search(String name, Pageable page);

	@EntityGraph(attributePaths = { "animals", "animals.species" })
	Optional<Owner> findWithAnimalsById(long id);

}
