package com.example.guestbook;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/**
 * Stores entries. All workers see the same ones.
 */
@Repository
class Guestbook {

	private static final String SELECT = "select id, author, text, worker, created from entry ";

	private final JdbcClient jdbc;

	private final int worker;

	Guestbook(JdbcClient jdbc, @Value("${cluster.worker.ordinal:-1}") int worker) {
		this.jdbc = jdbc;
		this.worker = worker;
	}

	List<Entry> latest(int count) {
		return this.jdbc.sql(SELECT + "order by id desc limit :count").param("count", count).query(Entry.class).list();
	}

	Optional<Entry> find(long id) {
		return this.jdbc.sql(SELECT + "where id = :id").param("id", id).query(Entry.class).optional();
	}

	Entry add(NewEntry entry) {
		KeyHolder key = new GeneratedKeyHolder();
		this.jdbc.sql("insert into entry (author, text, worker) values (:author, :text, :worker)")
			.param("author", entry.author())
			.param("text", entry.text())
			.param("worker", this.worker)
			.update(key, "id");
		return find(Objects.requireNonNull(key.getKeyAs(Long.class))).orElseThrow();
	}

	boolean remove(long id) {
		return this.jdbc.sql("delete from entry where id = :id").param("id", id).update() == 1;
	}

}
