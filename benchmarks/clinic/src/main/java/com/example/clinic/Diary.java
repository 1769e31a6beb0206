package com.example.clinic;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Knows what was done and what is planned.
 */
@Service
@Transactional(readOnly = true)
class Diary {

	private final VisitRepository visits;

	private final AppointmentRepository appointments;

	private final Register register;

	private final Staff staff;

	Diary(VisitRepository visits, AppointmentRepository appointments, Register register, Staff staff) {
		this.visits = visits;
		this.appointments = appointments;
		this.register = register;
		this.staff = staff;
	}

	List<Visit> latestVisits() {
		return this.visits.findTop25ByOrderByVisitedDescIdDesc();
	}

	List<Visit> visitsOf(long animal) {
		return this.visits.findByAnimalIdOrderByVisitedDesc(animal);
	}

	List<Appointment> appointmentsOn(LocalDate day) {
		return this.appointments.findByStartBetweenOrderByStart(day.atStartOfDay(), day.atTime(LocalTime.MAX));
	}

	List<Appointment> appointmentsOf(long vet) {
		return this.appointments.findByVetIdOrderByStart(vet);
	}

	@Transactional
	void addVisit(long animal, VisitForm form) {
		Vet vet = this.staff.vet(Objects.requireNonNull(form.vet()));
		this.visits.save(new Visit(this.register.animal(animal), vet, Objects.requireNonNull(form.visited()),
				form.findings(), Objects.requireNonNull(form.fee())));
	}

	/**
	 * Store an appointment unless the vet has another one at that time.
	 * @param form what was asked for
	 * @return whether it was stored
	 */
	@Transactional
	boolean book(AppointmentForm form) {
		Vet vet = this.staff.vet(Objects.requireNonNull(form.vet()));
		LocalDateTime start = Objects.requireNonNull(form.start());
		if (this.appointments.existsByVetIdAndStart(form.vet(), start)) {
			return false;
		}
		Animal animal = this.register.animal(Objects.requireNonNull(form.animal()));
		this.appointments.save(new Appointment(animal, vet, start, form.reason()));
		return true;
	}

	@Transactional
	void cancel(long appointment) {
		this.appointments.deleteById(appointment);
	}

}
