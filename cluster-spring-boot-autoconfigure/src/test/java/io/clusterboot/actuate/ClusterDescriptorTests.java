package io.clusterboot.actuate;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterDescriptor} and its relatives.
 */
class ClusterDescriptorTests {

	@ParameterizedTest
	@ValueSource(classes = { ClusterDescriptor.class, ClusterDescriptor.Primary.class, ClusterDescriptor.Listener.class,
			WorkerDescriptor.class, WorkerDescriptor.LastExit.class, AnsweredBy.class, ClusterDescriptor.Socket.class,
			ClusterDescriptor.Reload.class, RefusalDescriptor.class })
	void whenNoJacksonIsPlainRecord(Class<?> type) throws Exception {
		Class<?> loaded = new WithoutJackson().loadClass(type.getName());
		assertThat(loaded).isNotSameAs(type);
		assertThat(loaded.isRecord()).isTrue();
		assertThat(loaded.getDeclaredConstructors()).isNotEmpty();
		assertThat(Arrays.stream(loaded.getAnnotations()).map(Annotation::annotationType).map(Class::getName))
			.noneMatch((name) -> name.startsWith("com.fasterxml"));
	}

	@Test
	void withJacksonIsAnnotated() {
		assertThat(Arrays.stream(ClusterDescriptor.class.getAnnotations())
			.map(Annotation::annotationType)
			.map(Class::getSimpleName)).contains("JsonInclude", "JsonPropertyOrder");
	}

	/**
	 * Loads the project's classes anew where Jackson's annotations cannot be found.
	 */
	private static final class WithoutJackson extends ClassLoader {

		private WithoutJackson() {
			super(ClusterDescriptorTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("com.fasterxml.jackson")) {
				throw new ClassNotFoundException(name);
			}
			return name.startsWith("io.clusterboot.actuate.") ? define(name) : super.loadClass(name, resolve);
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			Class<?> loaded = findLoadedClass(name);
			if (loaded != null) {
				return loaded;
			}
			try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] bytes = in.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
