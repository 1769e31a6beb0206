package com.example.clinic;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.Nullable;

/**
 * Something that has a row of its own.
 *
 * @since 0.1.0
 */
@MappedSuperclass
public abstract class Stored {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	/**
	 * Return the key of the row.
	 * @return the key, or {@code null} if it is not stored yet
	 */
	public @Nullable Long getId() {
		return this.id;
	}

}
