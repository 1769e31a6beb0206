package io.clusterboot.protocol;

import java.nio.ByteBuffer;
import java.util.List;

import io.clusterboot.protocol.Message.AllReady;
import io.clusterboot.protocol.Message.Changed;
import io.clusterboot.protocol.Message.Configured;
import io.clusterboot.protocol.Message.Handled;
import io.clusterboot.protocol.Message.Heartbeat;
import io.clusterboot.protocol.Message.Hello;
import io.clusterboot.protocol.Message.Join;
import io.clusterboot.protocol.Message.Known;
import io.clusterboot.protocol.Message.LeadershipReleased;
import io.clusterboot.protocol.Message.Listening;
import io.clusterboot.protocol.Message.OperationReply;
import io.clusterboot.protocol.Message.OperationRequest;
import io.clusterboot.protocol.Message.Post;
import io.clusterboot.protocol.Message.Ready;
import io.clusterboot.protocol.Message.Refusing;
import io.clusterboot.protocol.Message.Rejected;
import io.clusterboot.protocol.Message.Reloaded;
import io.clusterboot.protocol.Message.SetUp;
import io.clusterboot.protocol.Message.Shed;
import io.clusterboot.protocol.Message.StatusReply;
import io.clusterboot.protocol.Message.StatusRequest;
import io.clusterboot.protocol.Message.Welcome;

/**
 * Turns messages into frames and payloads into messages. A payload is the message's code
 * in one byte, then its fields.
 */
final class MessageCodec {

	/**
	 * Version of the protocol, raised with every change of what goes over the wire. Codes
	 * and fields of {@link Rejected}, and the version as first field of {@link Hello},
	 * never change: they are how two versions part.
	 */
	static final int VERSION = 1;

	private static final List<Format<?>> FORMATS = List.of(
			new Format<>(1, Hello.class, MessageCodec::writeHello, MessageCodec::readHello),
			new Format<>(2, Welcome.class, (out, message) -> out.int32(message.version()),
					(in) -> new Welcome(in.int32())),
			new Format<>(3, Rejected.class, (out, message) -> out.text(message.reason()),
					(in) -> new Rejected(in.text())),
			new Format<>(4, Listening.class, MessageCodec::writeListening,
					(in) -> new Listening(in.text(), in.int32())),
			new Format<>(5, Ready.class, (out, message) -> {
			}, (in) -> new Ready()),
			new Format<>(6, Heartbeat.class, (out, message) -> StatusFields.writeLoad(out, message.load()),
					(in) -> new Heartbeat(StatusFields.readLoad(in))),
			new Format<>(7, StatusRequest.class, (out, message) -> out.int64(message.request()),
					(in) -> new StatusRequest(in.int64())),
			new Format<>(8, StatusReply.class, MessageCodec::writeStatusReply,
					(in) -> new StatusReply(in.int64(), StatusFields.readStatus(in))),
			new Format<>(9, OperationRequest.class, MessageCodec::writeOperationRequest,
					(in) -> new OperationRequest(in.int64(), ClusterFields.readOperation(in))),
			new Format<>(10, OperationReply.class, MessageCodec::writeOperationReply,
					(in) -> new OperationReply(in.int64(), in.nullable(PayloadReader::text), in.bool(),
							in.nullable(ClusterFields::readForked), in.nullable(StatusFields::readStatus))),
			new Format<>(11, Known.class, MessageCodec::writeKnown,
					(in) -> new Known(ClusterFields.readSettings(in), in.list(ClusterFields::readChange))),
			new Format<>(12, Changed.class, (out, message) -> ClusterFields.writeChange(out, message.change()),
					(in) -> new Changed(ClusterFields.readChange(in))),
			new Format<>(13, SetUp.class, (out, message) -> ClusterFields.writeSettings(out, message.settings()),
					(in) -> new SetUp(ClusterFields.readSettings(in))),
			new Format<>(14, AllReady.class, (out, message) -> StatusFields.writeStatus(out, message.status()),
					(in) -> new AllReady(StatusFields.readStatus(in))),
			new Format<>(15, Post.class, MessageCodec::writePost,
					(in) -> new Post(in.int64(), ClusterFields.readEnvelope(in), ClusterFields.readReceipt(in))),
			new Format<>(16, Handled.class, MessageCodec::writeHandled,
					(in) -> new Handled(in.int64(), ClusterFields.readReceipt(in))),
			new Format<>(17, LeadershipReleased.class, (out, message) -> {
			}, (in) -> new LeadershipReleased()),
			new Format<>(18, Reloaded.class, (out, message) -> StatusFields.writeReload(out, message.reload()),
					(in) -> new Reloaded(StatusFields.readReload(in))),
			new Format<>(19, Join.class, (out, message) -> out.int32(message.share()), (in) -> new Join(in.int32())),
			new Format<>(20, Shed.class, (out, message) -> out.int32(message.connections()),
					(in) -> new Shed(in.int32())),
			new Format<>(21, Configured.class, (out, message) -> ClusterFields.writeMap(out, message.properties()),
					(in) -> new Configured(ClusterFields.readMap(in))),
			new Format<>(22, Refusing.class, (out, message) -> {
			}, (in) -> new Refusing()));

	private MessageCodec() {
	}

	/**
	 * Return the frame that carries the message.
	 * @param message the message
	 * @return the frame, ready to be sent
	 * @throws ProtocolException if the message is too long for a frame
	 */
	static ByteBuffer encode(Message message) throws ProtocolException {
		PayloadWriter out = new PayloadWriter();
		for (Format<?> format : FORMATS) {
			if (format.type() == message.getClass()) {
				format.write(out, message);
				return out.frame();
			}
		}
		throw new IllegalArgumentException("No format for " + message.getClass().getName());
	}

	/**
	 * Return the message that a worker sent.
	 * @param payload the payload of one frame
	 * @return the message
	 * @throws ProtocolException if the payload is anything but such a message
	 */
	static Message.FromWorker decodeFromWorker(ByteBuffer payload) throws ProtocolException {
		return expect(Message.FromWorker.class, decode(payload), "a worker");
	}

	/**
	 * Return the message that the primary sent.
	 * @param payload the payload of one frame
	 * @return the message
	 * @throws ProtocolException if the payload is anything but such a message
	 */
	static Message.FromPrimary decodeFromPrimary(ByteBuffer payload) throws ProtocolException {
		return expect(Message.FromPrimary.class, decode(payload), "the primary");
	}

	static Message decode(ByteBuffer payload) throws ProtocolException {
		PayloadReader in = new PayloadReader(payload);
		try {
			Message message = format(in.int8()).reader().read(in);
			in.end();
			return message;
		}
		catch (RuntimeException ex) {
			// A record may refuse a value; that is the sender's fault, too.
			throw new ProtocolException("A field has a value that is not allowed", ex);
		}
	}

	private static Format<?> format(int code) throws ProtocolException {
		for (Format<?> format : FORMATS) {
			if (format.code() == code) {
				return format;
			}
		}
		throw new ProtocolException("No message has the code " + code);
	}

	private static <M extends Message> M expect(Class<M> type, Message message, String sender)
			throws ProtocolException {
		if (!type.isInstance(message)) {
			throw new ProtocolException(message.getClass().getSimpleName() + " is no message of " + sender);
		}
		return type.cast(message);
	}

	private static void writeHello(PayloadWriter out, Hello hello) {
		out.int32(hello.version());
		out.text(hello.token());
		out.int64(hello.pid());
	}

	private static Hello readHello(PayloadReader in) throws ProtocolException {
		int version = in.int32();
		if (version == VERSION) {
			return new Hello(version, in.text(), in.int64());
		}
		// What follows is known to the other version only.
		in.skip();
		return new Hello(version, "", 0);
	}

	private static void writeListening(PayloadWriter out, Listening listening) {
		out.text(listening.address());
		out.int32(listening.port());
	}

	private static void writeStatusReply(PayloadWriter out, StatusReply reply) {
		out.int64(reply.request());
		StatusFields.writeStatus(out, reply.status());
	}

	private static void writeOperationRequest(PayloadWriter out, OperationRequest request) {
		out.int64(request.request());
		ClusterFields.writeOperation(out, request.operation());
	}

	private static void writeOperationReply(PayloadWriter out, OperationReply reply) {
		out.int64(reply.request());
		out.nullable(reply.failure(), PayloadWriter::text);
		out.bool(reply.conflict());
		out.nullable(reply.forked(), ClusterFields::writeForked);
		out.nullable(reply.status(), StatusFields::writeStatus);
	}

	private static void writeKnown(PayloadWriter out, Known known) {
		ClusterFields.writeSettings(out, known.settings());
		out.list(known.story(), ClusterFields::writeChange);
	}

	private static void writePost(PayloadWriter out, Post post) {
		out.int64(post.peer());
		ClusterFields.writeEnvelope(out, post.envelope());
		ClusterFields.writeReceipt(out, post.receipt());
	}

	private static void writeHandled(PayloadWriter out, Handled handled) {
		out.int64(handled.peer());
		ClusterFields.writeReceipt(out, handled.receipt());
	}

	/**
	 * How one kind of message lies in a payload.
	 *
	 * @param <M> the type of the message
	 * @param code the code, never used for another type
	 * @param type the type of the message
	 * @param writer writes the fields
	 * @param reader reads them in the same order
	 */
	private record Format<M extends Message>(int code, Class<M> type, PayloadWriter.Field<M> writer,
			PayloadReader.Field<M> reader) {

		void write(PayloadWriter out, Message message) {
			out.int8(this.code);
			this.writer.write(out, this.type.cast(message));
		}

	}

}
