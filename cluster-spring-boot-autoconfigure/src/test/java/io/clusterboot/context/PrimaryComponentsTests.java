package io.clusterboot.context;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;

import io.clusterboot.primarycomponents.InPrimary;
import io.clusterboot.primarycomponents.InWorkers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PrimaryComponents}.
 */
class PrimaryComponentsTests {

	private final GenericApplicationContext context = new GenericApplicationContext();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void registerWhenPackageHoldsComponentsRegistersThoseAlone() {
		register(Application.class);
		assertThat(this.context.getBeansOfType(InPrimary.class)).hasSize(1);
		assertThat(this.context.getBeansOfType(InWorkers.class)).isEmpty();
		assertThat(this.context.getBean(InPrimary.class).context()).isSameAs(this.context);
	}

	@Test
	void registerWhenSourceScansNothingLooksAtItsOwnPackage() {
		register(InWorkers.class);
		assertThat(this.context.getBeansOfType(InPrimary.class)).hasSize(1);
		assertThat(this.context.getBeansOfType(InWorkers.class)).isEmpty();
	}

	@Test
	void registerWhenThereIsNoneAddsNothing() {
		register(Nothing.class);
		assertThat(this.context.getBeanDefinitionNames()).isEmpty();
	}

	private void register(Class<?> source) {
		new PrimaryComponents(new SpringApplication(source)).registerIn(this.context);
		this.context.refresh();
	}

	@ComponentScan(basePackageClasses = InPrimary.class)
	static class Application {

	}

	@ComponentScan("io.clusterboot.context.nothing")
	static class Nothing {

	}

}
