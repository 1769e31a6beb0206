package com.example.clinic;

import java.time.LocalDate;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Pages about appointments.
 */
@Controller
@RequestMapping("/appointments")
class AppointmentController {

	private final Diary diary;

	private final Staff staff;

	AppointmentController(Diary diary, Staff staff) {
		this.diary = diary;
		this.staff = staff;
	}

	@GetMapping
	String list(@RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate day, Model model) {
		LocalDate shown = (day != null) ? day : LocalDate.now();
		model.addAttribute("day", shown);
		model.addAttribute("appointments", this.diary.appointmentsOn(shown));
		return "appointments/list";
	}

	@GetMapping("/new")
	String create(@RequestParam long animal, Model model) {
		model.addAttribute("appointment", AppointmentForm.of(animal));
		return form(model);
	}

	@PostMapping
	String create(@Valid @ModelAttribute("appointment") AppointmentForm form, BindingResult result, Model model) {
		if (!result.hasErrors() && !this.diary.book(form)) {
			result.rejectValue("start", "taken", "the vet has another appointment then");
		}
		if (result.hasErrors()) {
			return form(model);
		}
		return "redirect:/animals/" + form.animal();
	}

	@PostMapping("/{id}/cancel")
	String cancel(@PathVariable long id) {
		this.diary.cancel(id);
		return "redirect:/appointments";
	}

	private String form(Model model) {
		model.addAttribute("vets", this.staff.vets());
		return "appointments/form";
	}

}
