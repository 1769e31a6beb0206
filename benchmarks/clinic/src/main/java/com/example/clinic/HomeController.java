package com.example.clinic;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The first page.
 */
@Controller
class HomeController {

	private final Register register;

	HomeController(Register register) {
		this.register = register;
	}

	@GetMapping("/")
	String home(Model model) {
		model.addAttribute("census", this.register.census());
		return "index";
	}

}
