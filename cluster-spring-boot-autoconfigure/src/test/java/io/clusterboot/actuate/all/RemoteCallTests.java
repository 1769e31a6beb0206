package io.clusterboot.actuate.all;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.reflect.OperationMethod;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RemoteCall}.
 */
class RemoteCallTests {

	private static final Caller CALLER = new Caller("Ann", List.of("ADMIN"), List.of("ROLE_ADMIN"));

	private static final KnownOperation OPERATION = new KnownOperation(new OperationKey("things GET"),
			EndpointId.of("things"), OperationType.READ,
			new OperationMethod(Arrays.stream(Things.class.getDeclaredMethods())
				.filter((method) -> method.getName().equals("read"))
				.findFirst()
				.orElseThrow(), OperationType.READ).getParameters(),
			(context) -> null, true);

	@Test
	void decodeReturnsWhatWasEncoded() throws IOException {
		Map<String, Object> arguments = new LinkedHashMap<>();
		arguments.put("text", "Grüße, \"you\"");
		arguments.put("number", 42);
		arguments.put("fraction", 1.5);
		arguments.put("flag", true);
		arguments.put("list", List.of("a", 1, List.of()));
		arguments.put("object", Map.of("deep", Map.of("deeper", "yes")));
		arguments.put("nothing", null);
		RemoteCall call = new RemoteCall(OPERATION.key(), CALLER, "management", "V3", Map.of("a", "B"), arguments);
		assertThat(passedOn(call)).isEqualTo(call);
	}

	@Test
	void decodeWhenLittleIsKnownReturnsThat() throws IOException {
		for (Caller caller : List.of(new Caller(null, List.of(), null), new Caller("Ann", List.of(), null),
				new Caller("Ann", List.of(), List.of()))) {
			RemoteCall call = new RemoteCall(OPERATION.key(), caller, null, null, Map.of(), Map.of());
			assertThat(passedOn(call)).isEqualTo(call);
		}
	}

	@Test
	void contextResolvesWhatTheRequestResolved() throws IOException {
		InvocationContext request = new InvocationContext(SecurityContext.NONE, Map.of("name", "x", "worker", "1"),
				OperationArgumentResolver.of(ApiVersion.class, () -> ApiVersion.V2),
				OperationArgumentResolver.of(WebServerNamespace.class, () -> WebServerNamespace.MANAGEMENT),
				OperationArgumentResolver.of(PrometheusOutputFormat.class,
						() -> PrometheusOutputFormat.CONTENT_TYPE_OPENMETRICS_100));
		RemoteCall call = RemoteCall.of(OPERATION, CALLER, request, Map.of("name", "x"));
		InvocationContext context = passedOn(call).context(OPERATION);
		assertThat(context.resolveArgument(ApiVersion.class)).isEqualTo(ApiVersion.V2);
		assertThat(context.resolveArgument(WebServerNamespace.class)).isEqualTo(WebServerNamespace.MANAGEMENT);
		assertThat(context.resolveArgument(PrometheusOutputFormat.class))
			.isEqualTo(PrometheusOutputFormat.CONTENT_TYPE_OPENMETRICS_100);
		assertThat(context.resolveArgument(SecurityContext.class)).isEqualTo(CALLER);
		assertThat(context.getArguments()).containsExactly(Map.entry("name", "x"));
	}

	@Test
	void contextWhenAConstantIsUnknownFails() {
		RemoteCall call = new RemoteCall(OPERATION.key(), CALLER, null, null,
				Map.of(PrometheusOutputFormat.class.getName(), "CLAY_TABLET"), Map.of());
		assertThatIllegalArgumentException().isThrownBy(() -> call.context(OPERATION))
			.withMessageContaining("no constant CLAY_TABLET");
	}

	@Test
	void decodeWhenTheMapperOfTheApplicationIsPeculiarReturnsTheArguments() throws IOException {
		JsonMapper peculiar = JsonMapper.builder()
			.activateDefaultTyping(BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
					DefaultTyping.JAVA_LANG_OBJECT)
			.build();
		EndpointJson json = new EndpointJson(new TestJson(peculiar), new TestJson(new JsonMapper()));
		RemoteCall call = new RemoteCall(OPERATION.key(), CALLER, null, null, Map.of(),
				Map.of("configuredLevel", "DEBUG", "names", List.of("a")));
		assertThat(RemoteCall.decode(call.encode(json), json)).isEqualTo(call);
	}

	@Test
	void decodeWhenBrokenOffFails() throws IOException {
		EndpointJson json = TestJson.endpoints();
		byte[] whole = new RemoteCall(OPERATION.key(), CALLER, "server", "V3", Map.of("a", "B"), Map.of("c", "d"))
			.encode(json);
		for (int length = 0; length < whole.length; length++) {
			byte[] part = Arrays.copyOf(whole, length);
			assertThatException().as("%d bytes", length).isThrownBy(() -> RemoteCall.decode(part, json));
		}
	}

	private static RemoteCall passedOn(RemoteCall call) throws IOException {
		EndpointJson json = TestJson.endpoints();
		return RemoteCall.decode(call.encode(json), json);
	}

	/**
	 * An endpoint of many parameters.
	 */
	static final class Things {

		void read(String name, @Nullable ApiVersion version, SecurityContext security, PrometheusOutputFormat format) {
		}

	}

}
