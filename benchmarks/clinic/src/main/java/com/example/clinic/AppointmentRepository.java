package com.example.clinic;

import java.time.LocalDateTime;
import java.util.List;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * Stores appointments.
 */
interface AppointmentRepository extends JpaRepository<Appointment, Long> {

	@EntityGraph(attributePaths = { "animal", "animal.owner", "vet" })
	List<Appointment> findByStartBetweenOrderByStart(LocalDateTime first, LocalDateTime last);

	@EntityGraph(attributePaths = "animal")
	List<Appointment> findByVetIdOrderByStart(long vet);

	boolean existsByVetIdAndStart(long vet, LocalDateTime start);

}
