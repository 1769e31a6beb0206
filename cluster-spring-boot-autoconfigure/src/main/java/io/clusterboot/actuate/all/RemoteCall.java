package io.clusterboot.actuate.all;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;

/**
 * An operation that another worker is to run, with all that the request says.
 *
 * @param key which operation
 * @param caller who asks
 * @param namespace name of the server that was asked, or {@code null} if it was none
 * @param version version of the API that was asked for, or {@code null} for the latest
 * @param produced what is to be produced: name of a constant by the type of the parameter
 * @param arguments the arguments
 */
record RemoteCall(OperationKey key, Caller caller, @Nullable String namespace, @Nullable String version,
		Map<String, String> produced, Map<String, Object> arguments) {

	static final String SUBJECT = "operation";

	static RemoteCall of(KnownOperation operation, Caller caller, InvocationContext context,
			Map<String, Object> arguments) {
		WebServerNamespace namespace = context.resolveArgument(WebServerNamespace.class);
		ApiVersion version = context.resolveArgument(ApiVersion.class);
		Map<String, String> produced = new LinkedHashMap<>();
		operation.parameterTypes()
			.filter((type) -> type.isEnum() && Producible.class.isAssignableFrom(type))
			.forEach((type) -> {
				if (context.resolveArgument(type) instanceof Enum<?> constant) {
					produced.put(type.getName(), constant.name());
				}
			});
		return new RemoteCall(operation.key(), caller, (namespace != null) ? namespace.getValue() : null,
				(version != null) ? version.name() : null, produced, arguments);
	}

	byte[] encode(EndpointJson json) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(bytes);
		out.writeUTF(this.key.text());
		write(this.caller, out);
		writeNullable(out, this.namespace);
		writeNullable(out, this.version);
		out.writeInt(this.produced.size());
		for (Map.Entry<String, String> entry : this.produced.entrySet()) {
			out.writeUTF(entry.getKey());
			out.writeUTF(entry.getValue());
		}
		out.write(json.write(OperationResponseBody.of(this.arguments)));
		return bytes.toByteArray();
	}

	static RemoteCall decode(byte[] body, EndpointJson json) throws IOException {
		DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
		OperationKey key = new OperationKey(in.readUTF());
		Caller caller = readCaller(in);
		String namespace = readNullable(in);
		String version = readNullable(in);
		Map<String, String> produced = new LinkedHashMap<>();
		for (int count = in.readInt(); count > 0; count--) {
			produced.put(in.readUTF(), in.readUTF());
		}
		return new RemoteCall(key, caller, namespace, version, produced, arguments(json.read(in.readAllBytes())));
	}

	private static Map<String, Object> arguments(Object tree) {
		Map<String, Object> arguments = new LinkedHashMap<>();
		if (tree instanceof Map<?, ?> map) {
			map.forEach((key, value) -> arguments.put(String.valueOf(key), value));
		}
		return arguments;
	}

	private static void write(Caller caller, DataOutputStream out) throws IOException {
		writeNullable(out, caller.name());
		writeAll(caller.roles(), out);
		out.writeBoolean(caller.authorities() != null);
		writeAll((caller.authorities() != null) ? caller.authorities() : List.of(), out);
	}

	private static void writeAll(List<String> texts, DataOutputStream out) throws IOException {
		out.writeInt(texts.size());
		for (String text : texts) {
			out.writeUTF(text);
		}
	}

	private static Caller readCaller(DataInputStream in) throws IOException {
		String name = readNullable(in);
		List<String> roles = readAll(in);
		boolean granted = in.readBoolean();
		List<String> authorities = readAll(in);
		return new Caller(name, roles, granted ? authorities : null);
	}

	private static List<String> readAll(DataInputStream in) throws IOException {
		List<String> texts = new ArrayList<>();
		for (int count = in.readInt(); count > 0; count--) {
			texts.add(in.readUTF());
		}
		return texts;
	}

	private static void writeNullable(DataOutputStream out, @Nullable String text) throws IOException {
		out.writeBoolean(text != null);
		if (text != null) {
			out.writeUTF(text);
		}
	}

	private static @Nullable String readNullable(DataInputStream in) throws IOException {
		return in.readBoolean() ? in.readUTF() : null;
	}

	/**
	 * Return the context to run the operation in.
	 * @param operation the operation
	 * @return the context
	 */
	InvocationContext context(KnownOperation operation) {
		List<OperationArgumentResolver> resolvers = new ArrayList<>();
		if (this.version != null) {
			ApiVersion version = ApiVersion.valueOf(this.version);
			resolvers.add(OperationArgumentResolver.of(ApiVersion.class, () -> version));
		}
		if (this.namespace != null) {
			WebServerNamespace namespace = WebServerNamespace.from(this.namespace);
			resolvers.add(OperationArgumentResolver.of(WebServerNamespace.class, () -> namespace));
		}
		operation.parameterTypes()
			.filter((type) -> this.produced.containsKey(type.getName()))
			.forEach((type) -> resolvers.add(constant(type, this.produced.get(type.getName()))));
		SecurityContext security = this.caller;
		return new InvocationContext(security, this.arguments, resolvers.toArray(OperationArgumentResolver[]::new));
	}

	@SuppressWarnings("unchecked")
	private static <T> OperationArgumentResolver constant(Class<T> type, @Nullable String name) {
		T[] constants = type.getEnumConstants();
		for (T constant : (constants != null) ? constants : (T[]) new Object[0]) {
			if (constant instanceof Enum<?> value && value.name().equals(name)) {
				return OperationArgumentResolver.of(type, () -> constant);
			}
		}
		throw new IllegalArgumentException(type.getName() + " has no constant " + name);
	}

}
