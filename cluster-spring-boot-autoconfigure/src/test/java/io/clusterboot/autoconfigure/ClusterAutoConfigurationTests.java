package io.clusterboot.autoconfigure;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.Cluster;
import io.clusterboot.ClusterMessageException;
import io.clusterboot.ClusterMessageListener;
import io.clusterboot.Envelope;
import io.clusterboot.Receipt;
import io.clusterboot.member.JsonCodec;
import io.clusterboot.member.LocalCluster;
import io.clusterboot.member.MessageHub;
import io.clusterboot.member.MessageTransport;
import io.clusterboot.member.Payloads;
import io.clusterboot.member.SingleProcess;
import io.clusterboot.messaging.ListenerMethods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClusterAutoConfiguration}.
 */
class ClusterAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClusterAutoConfiguration.class));

	private final List<Envelope> sent = new ArrayList<>();

	@Test
	void clusterWhenThereIsNoneIsASingleProcess() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(Cluster.class).hasSingleBean(ListenerMethods.class);
			assertThat(context.getBean(Cluster.class)).isInstanceOf(SingleProcess.class);
		});
	}

	@Test
	void clusterWhenThereIsOneIsThat() {
		Cluster cluster = new SingleProcess();
		this.runner.withBean(LocalCluster.class, () -> new LocalCluster(cluster))
			.run((context) -> assertThat(context.getBean(Cluster.class)).isSameAs(cluster));
	}

	@Test
	void jsonIsThatOfTheApplicationsMapper() {
		JsonMapper mapper = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();
		this.runner.withBean(JsonMapper.class, () -> mapper)
			.run((context) -> assertThat(context.getBean(JsonCodec.class).write(new Cup("green tea")))
				.asString(StandardCharsets.UTF_8)
				.isEqualTo("{\"what-is-in-it\":\"green tea\"}"));
	}

	@Test
	void jsonWhenTheApplicationHasOtherMappersIsThatOfTheFirst() {
		this.runner.withUserConfiguration(GsonConfiguration.class, Jackson2Configuration.class)
			.run((context) -> assertThat(json(context)).isEqualTo("{\"WhatIsInIt\":\"tea\"}"));
		this.runner.withUserConfiguration(Jackson2Configuration.class)
			.run((context) -> assertThat(json(context)).isEqualTo("{\"what_is_in_it\":\"tea\"}"));
	}

	@Test
	void jsonWhenTheApplicationPrefersAMapperIsThatOfThat() {
		this.runner.withUserConfiguration(GsonConfiguration.class, Jackson2Configuration.class)
			.withPropertyValues("spring.http.converters.preferred-json-mapper=jackson2")
			.run((context) -> assertThat(json(context)).isEqualTo("{\"what_is_in_it\":\"tea\"}"));
	}

	@Test
	void jsonWhenThePreferredMapperIsNotThereIsThatOfAnother() {
		this.runner.withUserConfiguration(GsonConfiguration.class)
			.withPropertyValues("spring.http.converters.preferred-json-mapper=jsonb")
			.run((context) -> assertThat(json(context)).isEqualTo("{\"WhatIsInIt\":\"tea\"}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jackson", "gson", "jackson2" })
	void jsonIsReadAsWhatAListenerTakesByEveryMapper(String mapper) {
		this.runner.withPropertyValues("spring.http.converters.preferred-json-mapper=" + mapper).run((context) -> {
			JsonCodec codec = context.getBean(JsonCodec.class);
			Map<String, List<Cup>> cups = Map.of("mine", List.of(new Cup("tea")));
			Type type = ResolvableType
				.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class),
						ResolvableType.forClassWithGenerics(List.class, Cup.class))
				.getType();
			assertThat(codec.read(codec.write(cups), type)).isEqualTo(cups);
		});
	}

	@Test
	void jsonWhenALibraryIsAloneOnTheClassPathIsThatOfThat() {
		this.runner.withClassLoader(new FilteredClassLoader(JsonMapper.class, ObjectMapper.class))
			.run((context) -> assertThat(json(context)).isEqualTo("{\"whatIsInIt\":\"tea\"}"));
		this.runner.withClassLoader(new FilteredClassLoader(JsonMapper.class, Gson.class))
			.run((context) -> assertThat(json(context)).isEqualTo("{\"whatIsInIt\":\"tea\"}"));
	}

	@Test
	void jsonWhenTheApplicationHasNoMapperIsStillThere() {
		this.runner.run((context) -> {
			JsonCodec codec = context.getBean(JsonCodec.class);
			assertThat(codec.read(codec.write(new Cup("tea")), Cup.class)).isEqualTo(new Cup("tea"));
		});
	}

	@Test
	void jsonWhenTheApplicationHasACodecIsThat() {
		this.runner.withUserConfiguration(CodecConfiguration.class)
			.run((context) -> assertThat(context.getBean(JsonCodec.class)).isInstanceOf(OwnCodec.class));
	}

	@Test
	void messagesWhenThereIsNoJsonLibraryAreTextsAndBytes() {
		this.runner.withClassLoader(new FilteredClassLoader(JsonMapper.class, Gson.class, ObjectMapper.class))
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(Cluster.class);
				Payloads payloads = new Payloads(() -> context.getBeanProvider(JsonCodec.class).getIfAvailable(), 1024,
						context.getClassLoader());
				MessageHub hub = new MessageHub(payloads, new Recording(), Runnable::run, Runnable::run);
				hub.send(1, "hello");
				hub.send(1, new byte[] { 1 });
				assertThat(this.sent).extracting(Envelope::format)
					.containsExactly(Envelope.Format.TEXT, Envelope.Format.BYTES);
				assertThatExceptionOfType(ClusterMessageException.class).isThrownBy(() -> hub.send(1, new Cup("tea")))
					.withMessage("Only a String or byte[] can be sent: there is no JSON library on the class path");
			});
	}

	@Test
	void listenersWhenInitializationIsLazyAreKnownAllTheSame() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean(WrongListener.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("must have the payload as its first parameter"));
	}

	private static String json(ApplicationContext context) throws Exception {
		return new String(context.getBean(JsonCodec.class).write(new Cup("tea")), StandardCharsets.UTF_8);
	}

	record Cup(String whatIsInIt) {

	}

	static class WrongListener {

		@ClusterMessageListener
		void onNothing() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GsonConfiguration {

		@Bean
		Gson gson() {
			return new GsonBuilder().setFieldNamingPolicy(FieldNamingPolicy.UPPER_CAMEL_CASE).create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Jackson2Configuration {

		@Bean
		ObjectMapper jackson2Mapper() {
			return new ObjectMapper()
				.setPropertyNamingStrategy(com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CodecConfiguration {

		@Bean
		JsonCodec codec() {
			return new OwnCodec();
		}

	}

	static class OwnCodec implements JsonCodec {

		@Override
		public byte[] write(Object payload) {
			return new byte[0];
		}

		@Override
		public Object read(byte[] json, Type type) {
			return "";
		}

	}

	private final class Recording implements MessageTransport {

		@Override
		public boolean post(long receiver, Envelope envelope, Receipt receipt) {
			return ClusterAutoConfigurationTests.this.sent.add(envelope);
		}

		@Override
		public void handled(long sender, Receipt receipt) {
		}

	}

}
