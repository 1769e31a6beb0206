package com.example.clinic;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the pages and forms of the clinic.
 */
@SpringBootTest
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
@Tag("once")
class ClinicTests {

	@Autowired
	private MockMvcTester mvc;

	@ParameterizedTest
	@ValueSource(strings = { "/", "/owners?name=a", "/owners?page=2", "/owners/7", "/owners/new", "/owners/7/edit",
			"/owners/7/animals/new", "/animals/11", "/animals/11/visits/new", "/visits", "/vets", "/vets/3",
			"/appointments", "/appointments/new?animal=11" })
	void pageWhenAskedForIsShownWithoutWarning(String path, CapturedOutput output) {
		assertThat(this.mvc.get().uri(path)).hasStatusOk()
			.bodyText()
			.contains("Process " + ProcessHandle.current().pid());
		assertThat(output).doesNotContain("WARN").doesNotContain("ERROR");
	}

	@Test
	void pageWhenThereIsNoSuchRowIsNotFound() {
		assertThat(this.mvc.get().uri("/owners/9999")).hasStatus(404);
		assertThat(this.mvc.get().uri("/animals/9999")).hasStatus(404);
	}

	@Test
	void vetsWhenSpecialityIsGivenAreThoseWhoKnowIt() {
		assertThat(this.mvc.get().uri("/vets?speciality=Surgery")).hasStatusOk().bodyText().contains("Surgery</span>");
		assertThat(this.mvc.get().uri("/vets?speciality=Fish")).hasStatusOk().bodyText().doesNotContain("</span>");
	}

	@Test
	void ownerWhenValidIsStored() {
		MockMvcTester.MockMvcRequestBuilder post = this.mvc.post()
			.uri("/owners")
			.param("name", "Zoe Zimmer")
			.param("street", "1 Hill Road")
			.param("city", "Easton")
			.param("phone", "555 1234");
		assertThat(post).hasStatus3xxRedirection();
		assertThat(this.mvc.get().uri("/owners?name=zoe")).bodyText().contains("Zoe Zimmer");
	}

	@Test
	void ownerWhenInvalidNamesTheField() {
		assertThat(this.mvc.post().uri("/owners").param("name", "").param("phone", "call me")).hasStatusOk()
			.bodyText()
			.contains("must not be blank", "must match");
	}

	@Test
	void animalWhenValidIsStored() {
		MockMvcTester.MockMvcRequestBuilder post = this.mvc.post()
			.uri("/owners/7/animals")
			.param("name", "Nutmeg")
			.param("born", "2024-05-01")
			.param("species", "6");
		assertThat(post).hasRedirectedUrl("/owners/7");
		assertThat(this.mvc.get().uri("/owners/7")).bodyText().contains("Nutmeg", "1 May 2024");
	}

	@Test
	void visitWhenDayIsNoneNamesTheField() {
		assertThat(this.mvc.post().uri("/animals/11/visits").param("visited", "some day").param("fee", "-1"))
			.hasStatusOk()
			.bodyText()
			.contains("class=\"error\"");
	}

	@Test
	void visitWhenValidIsStored() {
		MockMvcTester.MockMvcRequestBuilder post = this.mvc.post()
			.uri("/animals/11/visits")
			.param("vet", "3")
			.param("visited", "2025-02-03")
			.param("findings", "Sneezes no more")
			.param("fee", "30.50");
		assertThat(post).hasRedirectedUrl("/animals/11");
		assertThat(this.mvc.get().uri("/animals/11")).bodyText().contains("Sneezes no more", "30.50");
	}

	@Test
	void appointmentWhenVetIsTakenIsRefused() {
		String start = LocalDateTime.now().plusDays(40).truncatedTo(ChronoUnit.HOURS).toString();
		assertThat(appointment(start)).hasRedirectedUrl("/animals/11");
		assertThat(appointment(start)).hasStatusOk().bodyText().contains("the vet has another appointment then");
	}

	private MockMvcTester.MockMvcRequestBuilder appointment(String start) {
		return this.mvc.post()
			.uri("/appointments")
			.param("animal", "11")
			.param("vet", "3")
			.param("start", start)
			.param("reason", "Limps");
	}

}
