package io.clusterboot.context;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerPortFileWriter;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.ReflectionUtils;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrimaryPortFile}.
 */
class PrimaryPortFileTests {

	private static final WorkerIdentity WORKER = new WorkerIdentity(4, 1, 2);

	private final SpringApplication application = new SpringApplication(Object.class);

	private final GenericApplicationContext context = new GenericApplicationContext();

	@TempDir
	private Path folder;

	@AfterEach
	void clearSystemProperties() {
		System.clearProperty("PORTFILE");
	}

	@Test
	void writeWhenWriterRegisteredWritesSharedPort() {
		this.application.addListeners(new WebServerPortFileWriter(this.folder.resolve("run/my.port").toFile()));
		PrimaryPortFile.write(this.application, this.context, 43210);
		assertThat(this.folder.resolve("run/my.port")).hasContent("43210");
	}

	@Test
	void writeWhenSeveralWritersRegisteredWritesEachFile() {
		this.application.addListeners(new WebServerPortFileWriter(this.folder.resolve("a.port").toFile()),
				new WebServerPortFileWriter(this.folder.resolve("b.port").toFile()));
		PrimaryPortFile.write(this.application, this.context, 1);
		assertThat(this.folder.toFile().list()).containsExactlyInAnyOrder("a.port", "b.port");
	}

	@Test
	void writeShowsEnvironmentOfPrimary() {
		this.application.addListeners(new WebServerPortFileWriter() {

			@Override
			protected File getPortFile(ApplicationContext applicationContext) {
				assertThat(applicationContext.getEnvironment())
					.isSameAs(PrimaryPortFileTests.this.context.getEnvironment());
				return PrimaryPortFileTests.this.folder.resolve("own.port").toFile();
			}

		});
		PrimaryPortFile.write(this.application, this.context, 1);
		assertThat(this.folder.resolve("own.port")).exists();
	}

	@Test
	void whenNoWriterRegisteredDoesNothing() {
		PrimaryPortFile.write(this.application, this.context, 1);
		assertThat(this.folder).isEmptyDirectory();
		assertThat(PrimaryPortFile.workerOptions(this.application, WORKER)).isEmpty();
	}

	@Test
	void workerOptionsWhenWriterRegisteredNamesFileNextToIt() {
		this.application.addListeners(new WebServerPortFileWriter("run/my.port"));
		assertThat(PrimaryPortFile.workerOptions(this.application, WORKER))
			.containsExactly("-DPORTFILE=run/my.worker-1.port");
	}

	@Test
	void workerOptionsWhenFileIsSystemPropertyNamesFileNextToIt() {
		System.setProperty("PORTFILE", "run/system.port");
		this.application.addListeners(new WebServerPortFileWriter("run/my.port"));
		assertThat(PrimaryPortFile.workerOptions(this.application, WORKER))
			.containsExactly("-DPORTFILE=run/system.worker-1.port");
	}

	@Test
	void workerOptionsAreHonouredByWriterInWorker() {
		this.application.addListeners(new WebServerPortFileWriter(this.folder.resolve("my.port").toFile()));
		String option = PrimaryPortFile.workerOptions(this.application, WORKER).get(0);
		System.setProperty("PORTFILE", option.substring("-DPORTFILE=".length()));
		SpringApplication worker = new SpringApplication(Object.class);
		worker.addListeners(new WebServerPortFileWriter(this.folder.resolve("my.port").toFile()));
		PrimaryPortFile.write(worker, this.context, 43210);
		assertThat(this.folder.toFile().list()).containsExactly("my.worker-1.port");
	}

	@Test
	void whenModuleAbsentDoesNothing() throws Exception {
		WithoutWebServer classLoader = new WithoutWebServer();
		this.application.setResourceLoader(new DefaultResourceLoader(classLoader));
		Class<?> type = classLoader.loadClass(PrimaryPortFile.class.getName());
		assertThat(type).isNotSameAs(PrimaryPortFile.class);
		invoke(type, "write",
				new Class<?>[] { SpringApplication.class, ConfigurableApplicationContext.class, int.class },
				this.application, this.context, 1);
		assertThat(invoke(type, "workerOptions", new Class<?>[] { SpringApplication.class, WorkerIdentity.class },
				this.application, WORKER))
			.isEqualTo(List.of());
	}

	private Object invoke(Class<?> type, String name, Class<?>[] parameterTypes, Object... arguments) {
		Method method = ReflectionUtils.findMethod(type, name, parameterTypes);
		ReflectionUtils.makeAccessible(method);
		return ReflectionUtils.invokeMethod(method, null, arguments);
	}

	/**
	 * Loads the tested class anew in an application without a web server.
	 */
	private static class WithoutWebServer extends ClassLoader {

		WithoutWebServer() {
			super(PrimaryPortFileTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("org.springframework.boot.web.")) {
				throw new ClassNotFoundException(name);
			}
			if (name.startsWith("io.clusterboot.context.")) {
				Class<?> loaded = findLoadedClass(name);
				return (loaded != null) ? loaded : define(name);
			}
			return super.loadClass(name, resolve);
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			try (InputStream input = getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] bytes = input.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
