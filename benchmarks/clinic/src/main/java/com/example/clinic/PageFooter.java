package com.example.clinic;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * Tells each page which process made it.
 */
@ControllerAdvice
class PageFooter {

	@ModelAttribute("process")
	String process() {
		return Long.toString(ProcessHandle.current().pid());
	}

}
