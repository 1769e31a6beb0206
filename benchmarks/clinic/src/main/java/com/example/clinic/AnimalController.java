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
 * Pages about animals.
 */
@Controller
class AnimalController {

	private final Register register;

	private final Diary diary;

	AnimalController(Register register, Diary diary) {
		this.register = register;
		this.diary = diary;
	}

	@GetMapping("/animals/{id}")
	String show(@PathVariable long id, Model model) {
		model.addAttribute("animal", this.register.animal(id));
		model.addAttribute("visits", this.diary.visitsOf(id));
		return "animals/show";
	}

	@GetMapping("/owners/{owner}/animals/new")
	String create(@PathVariable long owner, Model model) {
		model.addAttribute("animal", AnimalForm.empty());
		return form(owner, model);
	}

	@PostMapping("/owners/{owner}/animals")
	String create(@PathVariable long owner, @Valid @ModelAttribute("animal") AnimalForm form, BindingResult result,
			Model model) {
		if (result.hasErrors()) {
			return form(owner, model);
		}
		this.register.addAnimal(owner, form);
		return "redirect:/owners/" + owner;
	}

	private String form(long owner, Model model) {
		model.addAttribute("ownerId", owner);
		model.addAttribute("species", this.register.species());
		return "animals/form";
	}

}
