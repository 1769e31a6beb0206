package com.example.guestbook;

import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the guest book as any application has them: {@code cluster.workers} in
 * {@code application.yml} changes nothing here.
 */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:guestbook")
@AutoConfigureMockMvc
class GuestbookTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void postWhenValidStoresTheEntry() {
		assertThat(post("{\"author\": \"Ada\", \"text\": \"Was here\"}")).hasStatus(201)
			.bodyJson()
			.extractingPath("$.text")
			.isEqualTo("Was here");
		assertThat(this.mvc.get().uri("/api/entries")).hasStatusOk()
			.bodyJson()
			.extractingPath("$[0].author")
			.isEqualTo("Ada");
	}

	@Test
	void postWhenInvalidNamesTheField() {
		assertThat(post("{\"author\": \"\", \"text\": \"x\"}")).hasStatus(400)
			.bodyJson()
			.extractingPath("$.errors.author")
			.isEqualTo("must not be blank");
	}

	private MockMvcTester.MockMvcRequestBuilder post(String body) {
		return this.mvc.post().uri("/api/entries").contentType(MediaType.APPLICATION_JSON).content(body);
	}

	@Test
	void postWhenTooLongNamesEachField() {
		String body = "{\"author\": \"" + "x".repeat(41) + "\", \"text\": \"" + "x".repeat(281) + "\"}";
		assertThat(post(body)).hasStatus(400)
			.bodyJson()
			.extractingPath("$.errors")
			.asMap()
			.containsOnlyKeys("author", "text");
	}

	@Test
	void postWhenBodyIsNoJsonSaysSo() {
		assertThat(post("{")).hasStatus(400).bodyJson().extractingPath("$.detail").isEqualTo("Failed to read request");
	}

	@Test
	void listWhenCountIsOutOfBoundsKeepsToThem() {
		for (int i = 0; i < 101; i++) {
			post("{\"author\": \"Ada\", \"text\": \"Entry " + i + "\"}").exchange();
		}
		assertListed("").isEqualTo(20);
		assertListed("?count=-1").isEqualTo(1);
		assertListed("?count=0").isEqualTo(1);
		assertListed("?count=1000").isEqualTo(100);
		assertThat(this.mvc.get().uri("/api/entries?count=many")).hasStatus(400);
	}

	private AbstractObjectAssert<?, ?> assertListed(String query) {
		return assertThat(this.mvc.get().uri("/api/entries" + query)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.length()");
	}

	@Test
	void deleteWhenEntryExistsRemovesIt() {
		String location = post("{\"author\": \"Ada\", \"text\": \"Gone soon\"}").exchange()
			.getResponse()
			.getHeader("Location");
		assertThat(this.mvc.delete().uri(location)).hasStatus(204);
		assertThat(this.mvc.get().uri(location)).hasStatus(404);
		assertThat(this.mvc.delete().uri(location)).hasStatus(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "crash", "hang", "wake", "slow" })
	void disturbWhenSingleProcessIsAConflict(String action) {
		assertThat(this.mvc.post().uri("/chaos/0/" + action)).hasStatus(409)
			.bodyJson()
			.extractingPath("$.detail")
			.asString()
			.contains("single process");
	}

	@Test
	void slowdownsWhenSingleProcessAreNone() {
		assertThat(this.mvc.get().uri("/chaos/slow")).hasStatusOk().bodyJson().isEqualTo("{}");
	}

	@Test
	void helloWhenAskedToCloseEndsTheConnection() {
		assertThat(this.mvc.get().uri("/hello?close")).hasStatusOk().hasHeader("Connection", "close");
		assertThat(this.mvc.get().uri("/hello")).hasStatusOk().doesNotContainHeader("Connection");
	}

	@Test
	void getWhenEntryIsUnknownIsNotFound() {
		assertThat(this.mvc.get().uri("/api/entries/999999")).hasStatus(404);
	}

	@Test
	void clusterEndpointWhenSingleProcessIsAbsent() {
		assertThat(this.mvc.get().uri("/actuator/cluster")).hasStatus(404);
	}

}
