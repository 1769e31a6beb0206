package com.example.clinic;

import jakarta.validation.Valid;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Pages about visits.
 */
@Controller
class VisitController {

	private final Diary diary;

	private final Staff staff;

	VisitController(Diary diary, Staff staff) {
		this.diary = diary;
		this.staff = staff;
	}

	@GetMapping("/visits")
	String list(Model model) {
		model.addAttribute("visits", this.diary.latestVisits());
		return "visits/list";
	}

	@GetMapping("/animals/{animal}/visits/new")
	String create(@PathVariable long animal, Model model) {
		model.addAttribute("visit", VisitForm.empty());
		return form(animal, model);
	}

	@PostMapping("/animals/{animal}/visits")
	String create(@PathVariable long animal, @Valid @ModelAttribute("visit") VisitForm form, BindingResult result,
			Model model) {
		if (result.hasErrors()) {
			return form(animal, model);
		}
		this.diary.addVisit(animal, form);
		return "redirect:/animals/" + animal;
	}

	private String form(long animal, Model model) {
		model.addAttribute("animalId", animal);
		model.addAttribute("vets", this.staff.vets());
		return "visits/form";
	}

}
