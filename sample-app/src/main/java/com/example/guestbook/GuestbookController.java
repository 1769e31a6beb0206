package com.example.guestbook;

import java.net.URI;
import java.util.List;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * REST endpoints of the guest book.
 */
@RestController
@RequestMapping("/api/entries")
class GuestbookController {

	private static final int MOST = 100;

	private final Guestbook guestbook;

	GuestbookController(Guestbook guestbook) {
		this.guestbook = guestbook;
	}

	@GetMapping
	List<Entry> latest(@RequestParam(defaultValue = "20") int count) {
		return this.guestbook.latest(Math.max(1, Math.min(count, MOST)));
	}

	@GetMapping("/{id}")
	Entry one(@PathVariable long id) {
		return this.guestbook.find(id).orElseThrow(() -> notFound(id));
	}

	@PostMapping
	ResponseEntity<Entry> add(@Valid @RequestBody NewEntry entry) {
		Entry added = this.guestbook.add(entry);
		return ResponseEntity.created(URI.create("/api/entries/" + added.id())).body(added);
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable long id) {
		if (!this.guestbook.remove(id)) {
			throw notFound(id);
		}
	}

	private static ResponseStatusException notFound(long id) {
		return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no entry " + id);
	}

}
