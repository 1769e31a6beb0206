package io.clusterboot.messaging;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.member.JsonCodec;

/**
 * A JSON library that Spring Boot supports, in the order of preference.
 *
 * @since 0.1.0
 */
public enum JsonLibrary {

	/**
	 * Jackson 3.
	 */
	JACKSON("jackson", "tools.jackson.databind.json.JsonMapper",
			"org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration") {

		@Override
		@Nullable JsonCodec ofBean(ListableBeanFactory beans) {
			JsonMapper mapper = beans.getBeanProvider(JsonMapper.class).getIfAvailable();
			return (mapper != null) ? new JacksonCodec(mapper) : null;
		}

		@Override
		JsonCodec withDefaults() {
			return new JacksonCodec(JsonMapper.builder().findAndAddModules().build());
		}

	},

	/**
	 * Gson.
	 */
	GSON("gson", "com.google.gson.Gson", "org.springframework.boot.gson.autoconfigure.GsonAutoConfiguration") {

		@Override
		@Nullable JsonCodec ofBean(ListableBeanFactory beans) {
			Gson gson = beans.getBeanProvider(Gson.class).getIfAvailable();
			return (gson != null) ? new GsonCodec(gson) : null;
		}

		@Override
		JsonCodec withDefaults() {
			return new GsonCodec(new Gson());
		}

	},

	/**
	 * Jackson 2.
	 */
	JACKSON2("jackson2", "com.fasterxml.jackson.databind.ObjectMapper",
			"org.springframework.boot.jackson2.autoconfigure.Jackson2AutoConfiguration") {

		@Override
		@Nullable JsonCodec ofBean(ListableBeanFactory beans) {
			ObjectMapper mapper = beans.getBeanProvider(ObjectMapper.class).getIfAvailable();
			return (mapper != null) ? new Jackson2Codec(mapper) : null;
		}

		@Override
		JsonCodec withDefaults() {
			return new Jackson2Codec(new ObjectMapper().findAndRegisterModules());
		}

	};

	private static final String PREFERRED = "spring.http.converters.preferred-json-mapper";

	private final String preference;

	private final String mapper;

	private final String autoConfiguration;

	JsonLibrary(String preference, String mapper, String autoConfiguration) {
		this.preference = preference;
		this.mapper = mapper;
		this.autoConfiguration = autoConfiguration;
	}

	/**
	 * Return the codec for the mapper that the application has.
	 * @param beans the application's beans
	 * @param environment says which of several mappers it prefers
	 * @param classLoader knows which libraries are there
	 * @return a codec for one of its mappers; where it has none for a mapper of the first
	 * library as it comes; {@code null} where there is no library
	 */
	public static @Nullable JsonCodec codec(ListableBeanFactory beans, Environment environment,
			@Nullable ClassLoader classLoader) {
		List<JsonLibrary> libraries = present(environment, classLoader);
		return libraries.stream()
			.map((library) -> library.ofBean(beans))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseGet(() -> libraries.isEmpty() ? null : libraries.get(0).withDefaults());
	}

	/**
	 * Return a codec that nothing of the application configures.
	 * @param environment says which of several libraries it prefers
	 * @param classLoader knows which libraries are there
	 * @return makes a codec for a mapper as it comes, or {@code null} where there is no
	 * library
	 */
	public static @Nullable Supplier<JsonCodec> plain(Environment environment, @Nullable ClassLoader classLoader) {
		List<JsonLibrary> libraries = present(environment, classLoader);
		return libraries.isEmpty() ? null : libraries.get(0)::withDefaults;
	}

	private static List<JsonLibrary> present(Environment environment, @Nullable ClassLoader classLoader) {
		String preferred = environment.getProperty(PREFERRED, "");
		Comparator<JsonLibrary> preferredFirst = Comparator
			.comparing((library) -> !library.preference.equals(preferred));
		return Arrays.stream(values())
			.filter((library) -> ClassUtils.isPresent(library.mapper, classLoader))
			.sorted(preferredFirst)
			.toList();
	}

	/**
	 * Return the configurations by which Spring Boot builds mappers from properties.
	 * @param classLoader knows which are there
	 * @return the configurations
	 */
	public static List<Class<?>> autoConfigurations(@Nullable ClassLoader classLoader) {
		return Arrays.stream(values())
			.map((library) -> library.autoConfiguration)
			.filter((name) -> ClassUtils.isPresent(name, classLoader))
			.<Class<?>>map((name) -> ClassUtils.resolveClassName(name, classLoader))
			.toList();
	}

	abstract @Nullable JsonCodec ofBean(ListableBeanFactory beans);

	abstract JsonCodec withDefaults();

}
