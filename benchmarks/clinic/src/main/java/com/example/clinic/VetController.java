package com.example.clinic;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Pages about vets.
 */
@Controller
@RequestMapping("/vets")
class VetController {

	private final Staff staff;

	private final Diary diary;

	VetController(Staff staff, Diary diary) {
		this.staff = staff;
		this.diary = diary;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String speciality, Model model) {
		model.addAttribute("specialities", this.staff.specialities());
		model.addAttribute("vets", speciality.isEmpty() ? this.staff.vets() : this.staff.vets(speciality));
		return "vets/list";
	}

	@GetMapping("/{id}")
	String show(@PathVariable long id, Model model) {
		model.addAttribute("vet", this.staff.vet(id));
		model.addAttribute("appointments", this.diary.appointmentsOf(id));
		return "vets/show";
	}

}
