package io.clusterboot.context;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.clusterboot.ListenerStatus;
import io.clusterboot.SocketStatus;
import io.clusterboot.WorkerIdentity;
import io.clusterboot.protocol.Message;
import io.clusterboot.socket.ListenerOrigin;
import io.clusterboot.socket.OneSocket;
import io.clusterboot.socket.PortReservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OneSocketSteering} with a real socket.
 */
class OneSocketSteeringTests {

	private static final WorkerIdentity FIRST = new WorkerIdentity(1, 0, 1);

	private static final WorkerIdentity SECOND = new WorkerIdentity(2, 1, 1);

	private final List<String> told = new ArrayList<>();

	private final PortReservation reservation;

	private final OneSocketSteering steering;

	OneSocketSteeringTests() throws IOException {
		this.reservation = PortReservation.reserve(null, 0);
		OneSocket socket = OneSocket.open(this.reservation.address(), this.reservation.port(), 10);
		this.steering = new OneSocketSteering(socket,
				List.of(ListenerStatus.unsteered("*", this.reservation.port(), "not yet"),
						ListenerStatus.unsteered("*", 1, "bound")),
				this::tell);
	}

	private void tell(long worker, Message.FromPrimary message) {
		this.told.add(worker + ": " + message);
	}

	@AfterEach
	void close() throws IOException {
		this.steering.close();
		this.reservation.close();
	}

	@Test
	void originIsTheSameForAll() {
		assertThat(this.steering.origin()).isEqualTo(ListenerOrigin.SHARED);
	}

	@Test
	void joinHasTheSocketListenOnce() throws IOException {
		assertRefused();
		this.steering.join(FIRST);
		connect();
		this.steering.join(SECOND);
		connect();
	}

	@Test
	void steerTellsThoseWhoHaveJoinedWhatIsNew() {
		this.steering.join(FIRST);
		this.steering.steer(Map.of(1L, 100, 2L, 100));
		assertThat(told()).containsExactly("1: Join[share=100]");
		this.steering.join(SECOND);
		this.steering.steer(Map.of(1L, 100, 2L, 10));
		assertThat(told()).containsExactly("2: Join[share=10]");
		this.steering.steer(Map.of(1L, 100, 2L, 10));
		assertThat(told()).isEmpty();
		this.steering.steer(Map.of(2L, 10));
		assertThat(told()).containsExactlyInAnyOrder("1: Join[share=0]", "2: Join[share=100]");
	}

	@Test
	void steerWhenShareIsTinyTellsToAcceptAFewNevertheless() {
		this.steering.join(FIRST);
		this.steering.join(SECOND);
		this.steering.steer(Map.of(1L, 80, 2L, 1));
		assertThat(told()).containsExactlyInAnyOrder("1: Join[share=100]", "2: Join[share=10]");
	}

	@Test
	void steerWhenTheWeightiestHasNotJoinedDoesNotCountIt() {
		this.steering.join(FIRST);
		this.steering.steer(Map.of(1L, 10, 2L, 100));
		assertThat(told()).containsExactly("1: Join[share=100]");
		this.steering.steer(Map.of(2L, 100));
		assertThat(told()).as("nobody else would accept").isEmpty();
	}

	@Test
	void steerWhenWorkerIsGoneTellsItNothing() {
		this.steering.join(FIRST);
		this.steering.join(SECOND);
		this.steering.gone(FIRST, true);
		this.steering.orphaned(SECOND);
		this.steering.steer(Map.of(1L, 100, 2L, 100));
		assertThat(told()).isEmpty();
	}

	@Test
	void shedTellsTheWorker() {
		this.steering.shed(SECOND, 7);
		assertThat(told()).containsExactly("2: Shed[connections=7]");
	}

	@Test
	void refuseLastsUntilTheNextJoins() throws IOException {
		this.steering.join(FIRST);
		connect();
		this.steering.refuse();
		assertRefused();
		assertThat(this.steering.listeners().get(0).sockets()).isEmpty();
		this.steering.join(SECOND);
		connect();
		this.steering.steer(Map.of(1L, 100, 2L, 100));
		assertThat(told()).containsExactly("2: Join[share=100]");
	}

	@Test
	void listenersSayThatTheFirstIsShared() {
		this.steering.join(FIRST);
		ListenerStatus main = this.steering.listeners().get(0);
		assertThat(main.listen()).isEqualTo("SHARED");
		assertThat(main.steering()).isEqualTo("ACTIVE");
		assertThat(main.steeringReason()).isNull();
		assertThat(main.sockets()).containsExactly(new SocketStatus(0, null, 100));
		assertThat(main.program()).isEmpty();
		assertThat(this.steering.listeners().get(1)).isEqualTo(ListenerStatus.unsteered("*", 1, "bound"));
	}

	@Test
	void closeEndsAllForGood() {
		this.steering.join(FIRST);
		this.steering.close();
		assertRefused();
		this.steering.join(SECOND);
		assertRefused();
	}

	private List<String> told() {
		List<String> told = List.copyOf(this.told);
		this.told.clear();
		return told;
	}

	private void connect() throws IOException {
		new Socket(InetAddress.getLoopbackAddress(), this.reservation.port()).close();
	}

	private void assertRefused() {
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
	}

}
