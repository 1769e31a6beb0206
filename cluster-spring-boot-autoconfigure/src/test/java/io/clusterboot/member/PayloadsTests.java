package io.clusterboot.member;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Payloads}.
 */
class PayloadsTests {

	private final Payloads payloads = new Payloads(TestJson::new, 100, getClass().getClassLoader());

	private final Payloads withoutJson = new Payloads(() -> null, 100, getClass().getClassLoader());

	@Test
	void wrapWhenTextNeedsNoJson() {
		Envelope envelope = this.withoutJson.wrap("grüße", 3, 4);
		assertThat(envelope).isEqualTo(new Envelope(3, 4, Format.TEXT, "", "grüße".getBytes(StandardCharsets.UTF_8)));
		assertThat(this.withoutJson.type(envelope)).isEqualTo(String.class);
		assertThat(this.withoutJson.unwrap(envelope, Object.class)).isEqualTo("grüße");
	}

	@Test
	void wrapWhenBytesNeedsNoJsonAndKeepsACopy() {
		byte[] bytes = { 1, 2, 3 };
		Envelope envelope = this.withoutJson.wrap(bytes, 0, 0);
		Arrays.fill(bytes, (byte) 0);
		assertThat(this.withoutJson.type(envelope)).isEqualTo(byte[].class);
		assertThat((byte[]) this.withoutJson.unwrap(envelope, Object.class)).containsExactly(1, 2, 3);
	}

	@Test
	void wrapWhenObjectIsReadAsItsOwnClass() {
		Order order = new Order("tea", 2);
		Envelope envelope = this.payloads.wrap(order, 0, 0);
		assertThat(envelope.format()).isEqualTo(Format.JSON);
		assertThat(this.payloads.type(envelope)).isEqualTo(Order.class);
		assertThat(this.payloads.unwrap(envelope, Order.class)).isEqualTo(order);
		assertThat(this.payloads.unwrap(envelope, Map.class)).isEqualTo(Map.of("item", "tea", "count", 2));
	}

	@Test
	void wrapWhenCollectionIsReadAsItsInterface() {
		assertRoundTrip(List.of("a"), List.class);
		assertRoundTrip(Arrays.asList("a", "b"), List.class);
		assertRoundTrip(new LinkedHashSet<>(List.of("a")), Set.class);
		assertRoundTrip(new TreeMap<>(Map.of("a", 1)), Map.class);
	}

	@Test
	void wrapWhenEnumConstantHasABodyIsReadAsTheEnum() {
		Envelope envelope = this.payloads.wrap(Shade.DARK, 0, 0);
		assertThat(this.payloads.type(envelope)).isEqualTo(Shade.class);
		assertThat(this.payloads.unwrap(envelope, Shade.class)).isEqualTo(Shade.DARK);
	}

	@Test
	void unwrapWhenElementsHaveATypeReadsThem() {
		Envelope envelope = this.payloads.wrap(List.of(new Order("tea", 2)), 0, 0);
		assertThat(this.payloads.unwrap(envelope, new ParameterizedTypeReference<Collection<Order>>() {
		}.getType())).isEqualTo(List.of(new Order("tea", 2)));
	}

	@Test
	void typeWhenClassIsUnknownIsObject() {
		Envelope envelope = new Envelope(0, 0, Format.JSON, "com.example.Nowhere",
				"{\"a\":1}".getBytes(StandardCharsets.UTF_8));
		assertThat(this.payloads.type(envelope)).isEqualTo(Object.class);
		assertThat(this.payloads.unwrap(envelope, Object.class)).isEqualTo(Map.of("a", 1));
	}

	@Test
	void wrapWhenLargerThanAllowedNamesTheKey() {
		assertThat(this.payloads.wrap("x".repeat(100), 0, 0).body()).hasSize(100);
		assertThatExceptionOfType(ClusterMessageException.class)
			.isThrownBy(() -> this.payloads.wrap("x".repeat(101), 0, 0))
			.withMessageContainingAll("101 bytes", "cluster.messages.max-size", "100");
	}

	@Test
	void wrapWhenThereIsNoJsonSaysWhatCanBeSent() {
		assertThatExceptionOfType(ClusterMessageException.class)
			.isThrownBy(() -> this.withoutJson.wrap(new Order("tea", 2), 0, 0))
			.withMessageContaining("Only a String or byte[] can be sent");
	}

	@Test
	void unwrapWhenThereIsNoJsonFails() {
		Envelope envelope = this.payloads.wrap(new Order("tea", 2), 0, 0);
		assertThatExceptionOfType(ClusterMessageException.class)
			.isThrownBy(() -> this.withoutJson.unwrap(envelope, Order.class));
	}

	@Test
	void wrapWhenItCannotBeWrittenNamesTheClass() {
		assertThatExceptionOfType(ClusterMessageException.class)
			.isThrownBy(() -> this.payloads.wrap(new Broken(), 0, 0))
			.withMessageContainingAll(Broken.class.getName(), "no value");
	}

	@Test
	void unwrapWhenItCannotBeReadNamesBothTypes() {
		Envelope envelope = this.payloads.wrap(new Order("tea", 2), 0, 0);
		assertThatExceptionOfType(ClusterMessageException.class)
			.isThrownBy(() -> this.payloads.unwrap(envelope, Integer.class))
			.withMessageContainingAll(Order.class.getName(), "java.lang.Integer");
	}

	@Test
	void failureWhenReasonIsLongIsShortened() {
		assertThat(this.payloads.text(this.payloads.failure("no tea", 7))).isEqualTo("no tea");
		Envelope envelope = this.payloads.failure("x".repeat(100_000), 7);
		assertThat(envelope.answers()).isEqualTo(7);
		assertThat(envelope.body()).hasSizeLessThan(5000);
	}

	private void assertRoundTrip(Object payload, Class<?> type) {
		Envelope envelope = this.payloads.wrap(payload, 0, 0);
		assertThat(this.payloads.type(envelope)).isEqualTo(type);
		assertThat(this.payloads.unwrap(envelope, type)).isEqualTo(payload);
	}

	record Order(String item, int count) {

	}

	enum Shade {

		LIGHT, DARK {

		}

	}

	static class Broken {

		@JsonProperty
		String value() {
			throw new IllegalStateException("no value");
		}

	}

}
