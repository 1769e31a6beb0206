package com.example.clinic;

import jakarta.validation.Valid;
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
 * Pages about owners.
 */
@Controller
@RequestMapping("/owners")
class OwnerController {

	private static final String FORM = "owners/form";

	private final Register register;

	OwnerController(Register register) {
		this.register = register;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "0") int page, Model model) {
		model.addAttribute("name", name);
		model.addAttribute("owners", this.register.search(name, Math.max(0, page)));
		return "owners/list";
	}

	@GetMapping("/{id}")
	String show(@PathVariable long id, Model model) {
		model.addAttribute("owner", this.register.owner(id));
		return "owners/show";
	}

	@GetMapping("/new")
	String create(Model model) {
		model.addAttribute("owner", OwnerForm.empty());
		model.addAttribute("action", "/owners");
		return FORM;
	}

	@PostMapping
	String create(@Valid @ModelAttribute("owner") OwnerForm form, BindingResult result, Model model) {
		if (result.hasErrors()) {
			model.addAttribute("action", "/owners");
			return FORM;
		}
		return "redirect:/owners/" + this.register.add(form).getId();
	}

	@GetMapping("/{id}/edit")
	String edit(@PathVariable long id, Model model) {
		model.addAttribute("owner", OwnerForm.of(this.register.owner(id)));
		model.addAttribute("action", "/owners/" + id);
		return FORM;
	}

	@PostMapping("/{id}")
	String edit(@PathVariable long id, @Valid @ModelAttribute("owner") OwnerForm form, BindingResult result,
			Model model) {
		if (result.hasErrors()) {
			model.addAttribute("action", "/owners/" + id);
			return FORM;
		}
		this.register.change(id, form);
		return "redirect:/owners/" + id;
	}

}
