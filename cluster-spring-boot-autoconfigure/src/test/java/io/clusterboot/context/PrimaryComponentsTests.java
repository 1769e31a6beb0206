package io.clusterboot.context;

import java.nio.charset.StandardCharsets;

import com.example.components.ComponentApplication;
import com.example.components.FoundComponent;
import com.example.components.OrdinaryService;
import com.example.composed.Supervision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;

import io.clusterboot.member.JsonCodec;
import io.clusterboot.messaging.ListenerMethods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PrimaryComponents}.
 */
class PrimaryComponentsTests {

	private static final String PACKAGE = "com.example.components";

	private final GenericApplicationContext context = new GenericApplicationContext();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void registerFindsComponentsInThePackageOfTheSource() {
		start(ComponentApplication.class);
		FoundComponent component = this.context.getBean(FoundComponent.class);
		assertThat(component.environment()).isSameAs(this.context.getEnvironment());
		assertThat(this.context.getBeanProvider(ListenerMethods.class).stream()).hasSize(1);
		assertThat(this.context.getBean(JsonCodec.class)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(classes = { Scanning.class, ScanningByClass.class, ScanningTwice.class, ScanningRepeatedly.class,
			ScanningAList.class, ScanningAPlaceholder.class, BootApplication.class })
	void registerFindsComponentsWhereTheSourceHasThemLookedFor(Class<?> source) {
		System.setProperty("test.package", PACKAGE);
		try {
			start(source);
		}
		finally {
			System.clearProperty("test.package");
		}
		assertThat(this.context.getBeanNamesForType(FoundComponent.class)).hasSize(1);
	}

	@Test
	void registerFindsComponentsByAnAnnotationOfTheApplicationsOwn() {
		start(Supervision.class);
		assertThat(this.context.getBeanNamesForType(Supervision.class)).hasSize(1);
	}

	@Test
	void registerWhenSearchedAheadFindsTheSame() {
		PrimaryComponents components = new PrimaryComponents(new SpringApplication(ComponentApplication.class));
		components.searchAhead(this.context.getEnvironment());
		components.registerIn(this.context);
		this.context.refresh();
		assertThat(this.context.getBeanNamesForType(FoundComponent.class)).hasSize(1);
	}

	@Test
	void registerWhenAPackageCannotBeResolvedSaysSo() {
		PrimaryComponents components = new PrimaryComponents(new SpringApplication(ScanningAPlaceholder.class));
		components.searchAhead(this.context.getEnvironment());
		assertThatIllegalArgumentException().isThrownBy(() -> components.registerIn(this.context))
			.withMessageContaining("test.package");
	}

	@Test
	void registerLeavesTheRestOfTheApplicationAlone() {
		ComponentApplication.INITIALIZED.clear();
		start(ComponentApplication.class);
		assertThat(this.context.getBeanNamesForType(OrdinaryService.class)).isEmpty();
		assertThat(this.context.getBeanNamesForType(ComponentApplication.class)).isEmpty();
		assertThat(ComponentApplication.INITIALIZED).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "jackson, spring.jackson.property-naming-strategy=KEBAB_CASE, {\"last-name\":\"Lee\"}",
			"gson, spring.gson.field-naming-policy=lower-case-with-dashes, {\"last-name\":\"Lee\"}",
			"jackson2, spring.jackson2.property-naming-strategy=KEBAB_CASE, {\"last-name\":\"Lee\"}" })
	void registerGivesThePrimaryTheMapperThatTheApplicationPrefers(String mapper, String property, String json)
			throws Exception {
		TestPropertyValues.of("spring.http.converters.preferred-json-mapper=" + mapper, property).applyTo(this.context);
		start(ComponentApplication.class);
		assertThat(this.context.getBean(JsonCodec.class).write(new Person("Lee"))).asString(StandardCharsets.UTF_8)
			.isEqualTo(json);
	}

	@Test
	void registerMakesAnnotatedListenersHear() {
		start(ComponentApplication.class);
		StringBuilder event = new StringBuilder();
		this.context.publishEvent(new PayloadApplicationEvent<>(this, event));
		assertThat(event).hasToString("event");
	}

	@Test
	void registerWhenThereIsNoComponentRegistersNothing() {
		start(ScanningNothing.class);
		assertThat(this.context.containsBean(AnnotationConfigUtils.CONFIGURATION_ANNOTATION_PROCESSOR_BEAN_NAME))
			.isFalse();
		assertThat(this.context.getBeanDefinitionNames()).isEmpty();
	}

	private void start(Class<?> source) {
		new PrimaryComponents(new SpringApplication(source)).registerIn(this.context);
		this.context.refresh();
	}

	record Person(String lastName) {

	}

	@ComponentScan(PACKAGE)
	static class Scanning {

	}

	@ComponentScan(basePackageClasses = ComponentApplication.class)
	static class ScanningByClass {

	}

	@ComponentScan({ PACKAGE, PACKAGE })
	static class ScanningTwice {

	}

	@ComponentScan("com.example.nowhere")
	@ComponentScan(PACKAGE)
	static class ScanningRepeatedly {

	}

	@ComponentScan("com.example.nowhere, " + PACKAGE)
	static class ScanningAList {

	}

	@ComponentScan("${test.package}")
	static class ScanningAPlaceholder {

	}

	@SpringBootApplication(scanBasePackages = PACKAGE)
	static class BootApplication {

	}

	@ComponentScan("com.example.nowhere")
	static class ScanningNothing {

	}

}
