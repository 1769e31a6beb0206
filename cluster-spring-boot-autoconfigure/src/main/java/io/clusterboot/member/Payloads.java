package io.clusterboot.member;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.clusterboot.ClusterMessageException;
import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;

/**
 * Puts payloads into envelopes and takes them out again. Texts and bytes need no JSON.
 *
 * @since 0.1.0
 */
public final class Payloads {

	/**
	 * Longest reason in characters: it may quote a payload, and has to fit into a
	 * message.
	 */
	private static final int MAX_REASON = 1000;

	private static final byte[] JSON_NULL = "null".getBytes(StandardCharsets.UTF_8);

	private final Supplier<@Nullable JsonCodec> json;

	/**
	 * The mapper once there is one: to ask for it takes longer than to use it.
	 */
	private final AtomicReference<@Nullable JsonCodec> codec = new AtomicReference<>();

	private final int maxSize;

	private final @Nullable ClassLoader classLoader;

	/**
	 * Types seen. There are as many as the application sends.
	 */
	private final Map<String, Class<?>> types = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link Payloads} instance.
	 * @param json the application's JSON mapper, {@code null} where it has none
	 * @param maxSize largest body in bytes
	 * @param classLoader knows the classes of payloads
	 */
	public Payloads(Supplier<@Nullable JsonCodec> json, int maxSize, @Nullable ClassLoader classLoader) {
		this.json = json;
		this.maxSize = maxSize;
		this.classLoader = classLoader;
	}

	int maxSize() {
		return this.maxSize;
	}

	/**
	 * Put a payload into an envelope.
	 * @param payload the payload; {@code null} in an answer
	 * @param number number of the message where an answer is waited for, or 0
	 * @param answers number of the message that this one answers, or 0
	 * @return the envelope
	 * @throws ClusterMessageException if the payload cannot be written or is too large
	 */
	Envelope wrap(@Nullable Object payload, long number, long answers) {
		Envelope envelope = envelope(payload, number, answers);
		if (envelope.body().length > this.maxSize) {
			throw new ClusterMessageException("A message of " + envelope.body().length
					+ " bytes is larger than cluster.messages.max-size allows: " + this.maxSize, null);
		}
		return envelope;
	}

	private Envelope envelope(@Nullable Object payload, long number, long answers) {
		if (payload == null) {
			return new Envelope(number, answers, Format.JSON, "", new byte[0]);
		}
		if (payload instanceof String text) {
			return new Envelope(number, answers, Format.TEXT, "", text.getBytes(StandardCharsets.UTF_8));
		}
		if (payload instanceof byte[] bytes) {
			return new Envelope(number, answers, Format.BYTES, "", bytes.clone());
		}
		try {
			return new Envelope(number, answers, Format.JSON, typeName(payload), codec().write(payload));
		}
		catch (ClusterMessageException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new ClusterMessageException(
					"A " + payload.getClass().getName() + " cannot be written as JSON: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Return whether an envelope holds {@code null}, which takes no JSON library.
	 * @param envelope the envelope
	 * @return {@code true} if there is no payload
	 */
	boolean isNull(Envelope envelope) {
		return envelope.format() == Format.JSON
				&& (envelope.body().length == 0 || Arrays.equals(envelope.body(), JSON_NULL));
	}

	/**
	 * Put the reason why there is no answer into an envelope.
	 * @param reason the reason
	 * @param answers number of the message that gets no answer
	 * @return the envelope
	 */
	Envelope failure(String reason, long answers) {
		String words = (reason.length() > MAX_REASON) ? reason.substring(0, MAX_REASON) + "..." : reason;
		return new Envelope(0, answers, Format.FAILURE, "", words.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return the class that says who gets a payload.
	 * @param envelope the envelope
	 * @return the class, {@code Object} where this process does not know it
	 */
	public Class<?> type(Envelope envelope) {
		return switch (envelope.format()) {
			case BYTES -> byte[].class;
			case TEXT, FAILURE -> String.class;
			case JSON -> this.types.computeIfAbsent(envelope.type(), this::load);
		};
	}

	/**
	 * Take the payload out.
	 * @param envelope the envelope
	 * @param type what to read the payload as, where it is JSON
	 * @return the payload
	 * @throws ClusterMessageException if it cannot be read as that
	 */
	public Object unwrap(Envelope envelope, Type type) {
		return switch (envelope.format()) {
			case BYTES -> envelope.body();
			case TEXT, FAILURE -> text(envelope);
			case JSON -> read(envelope, type);
		};
	}

	String text(Envelope envelope) {
		return new String(envelope.body(), StandardCharsets.UTF_8);
	}

	private Object read(Envelope envelope, Type type) {
		try {
			return codec().read(envelope.body(), type);
		}
		catch (ClusterMessageException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new ClusterMessageException("A message of type " + envelope.type() + " cannot be read as "
					+ type.getTypeName() + ": " + ex.getMessage(), ex);
		}
	}

	private Class<?> load(String type) {
		try {
			return Class.forName(type, false, this.classLoader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return Object.class;
		}
	}

	/**
	 * Return the class that the receiver is to create. That of a collection may be one
	 * that nobody can create.
	 * @param payload the payload
	 * @return name of the class
	 */
	private static String typeName(Object payload) {
		for (Class<?> type : List.of(Map.class, List.class, Set.class)) {
			if (type.isInstance(payload)) {
				return type.getName();
			}
		}
		return (payload instanceof Enum<?> constant) ? constant.getDeclaringClass().getName()
				: payload.getClass().getName();
	}

	private JsonCodec codec() {
		JsonCodec codec = this.codec.get();
		if (codec == null) {
			codec = this.json.get();
			this.codec.set(codec);
		}
		if (codec == null) {
			throw new ClusterMessageException(
					"Only a String or byte[] can be sent: there is no JSON library on the class path", null);
		}
		return codec;
	}

}
