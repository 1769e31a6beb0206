package io.clusterboot.context;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.clusterboot.Envelope;
import io.clusterboot.Envelope.Format;
import io.clusterboot.Receipt;
import io.clusterboot.member.MessageHub;
import io.clusterboot.member.Messenger;
import io.clusterboot.protocol.ControlServer;
import io.clusterboot.protocol.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link MessageRelay}.
 */
class MessageRelayTests {

	private static final Envelope ENVELOPE = new Envelope(0, 0, Format.BYTES, "", new byte[10]);

	private static final Receipt RECEIPT = new Receipt(5, 500);

	private final ControlServer server = mock(ControlServer.class);

	private final MessageHub hub = mock(MessageHub.class);

	private final MessageRelay relay = new MessageRelay(() -> this.server);

	@BeforeEach
	void connect() {
		given(this.server.send(eq(1L), any())).willReturn(true);
		given(this.server.send(eq(2L), any())).willReturn(true);
		this.relay.deliverTo(this.hub);
	}

	@Test
	void postWhenForThePrimaryIsReceivedHere() {
		this.relay.accept(1, new Message.Post(Messenger.PRIMARY, ENVELOPE, RECEIPT));
		then(this.hub).should().receive(1, ENVELOPE, RECEIPT);
		then(this.server).shouldHaveNoInteractions();
	}

	@Test
	void postWhenForAWorkerIsPassedOnWithItsSender() {
		this.relay.accept(1, new Message.Post(2, ENVELOPE, RECEIPT));
		then(this.server).should().send(2, new Message.Post(1, ENVELOPE, RECEIPT));
		then(this.server).shouldHaveNoMoreInteractions();
	}

	@Test
	void postWhenForNobodyCountsAsHandled() {
		this.relay.accept(1, new Message.Post(3, ENVELOPE, RECEIPT));
		then(this.server).should().send(1, new Message.Handled(3, new Receipt(1, ENVELOPE.size())));
	}

	@Test
	void postWhenAQuestionForNobodyFailsAtOnce() {
		Envelope question = new Envelope(7, 0, Format.TEXT, "", new byte[10]);
		this.relay.accept(1, new Message.Post(3, question, RECEIPT));
		then(this.server).should()
			.send(1, new Message.Post(3,
					new Envelope(0, 7, Format.FAILURE, "",
							"The receiver is not connected".getBytes(StandardCharsets.UTF_8)),
					new Receipt(1, question.size())));
	}

	@Test
	void postWhenItCannotBePassedOnCountsAsHandled() {
		given(this.server.send(eq(2L), any())).willThrow(new OutOfMemoryError("as a test"));
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> this.relay.accept(1, new Message.Post(2, ENVELOPE, RECEIPT)));
		then(this.server).should().send(1, new Message.Handled(2, new Receipt(1, ENVELOPE.size())));
	}

	@Test
	void postWhenAnAnswerForNobodyCountsForNothing() {
		this.relay.accept(1, new Message.Post(3, new Envelope(0, 5, Format.BYTES, "", new byte[10]), RECEIPT));
		then(this.server).should(never()).send(eq(1L), any());
	}

	@Test
	void handledWhenForThePrimaryIsTakenHere() {
		this.relay.accept(1, new Message.Handled(Messenger.PRIMARY, RECEIPT));
		then(this.hub).should().handled(1, RECEIPT);
		then(this.server).shouldHaveNoInteractions();
	}

	@Test
	void handledWhenForAWorkerIsPassedOnWithWhoHandled() {
		this.relay.accept(1, new Message.Handled(2, RECEIPT));
		then(this.server).should().send(2, new Message.Handled(1, RECEIPT));
	}

	@Test
	void postOfThePrimaryGoesToTheWorker() {
		assertThat(this.relay.post(1, ENVELOPE, RECEIPT)).isTrue();
		then(this.server).should().send(1, new Message.Post(Messenger.PRIMARY, ENVELOPE, RECEIPT));
		assertThat(this.relay.post(3, ENVELOPE, RECEIPT)).isFalse();
		this.relay.handled(2, RECEIPT);
		then(this.server).should().send(2, new Message.Handled(Messenger.PRIMARY, RECEIPT));
	}

	@Test
	void postWhenThereIsNoServerReachesNobody() {
		assertThat(new MessageRelay(() -> null).post(1, ENVELOPE, RECEIPT)).isFalse();
	}

}
