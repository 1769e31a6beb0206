package io.clusterboot.process;

import java.io.IOException;
import java.util.function.Supplier;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The service manager that started this process, such as systemd, as the protocol of
 * {@code sd_notify} reaches it: by datagrams, for which the JDK has no API. To be used by
 * one thread. What fails is warned of once, and no harm is done.
 *
 * @since 0.1.0
 */
public final class ServiceManager {

	private static final Log logger = LogFactory.getLog(ServiceManager.class);

	private final String address;

	private final Supplier<NotifyCalls> library;

	private @Nullable NotifySocket socket;

	private boolean warned;

	private boolean unreachable;

	/**
	 * Create a new {@link ServiceManager} instance, which does nothing before it is used.
	 * @param address where the service manager listens, as {@code NOTIFY_SOCKET} says
	 */
	public ServiceManager(String address) {
		this(address, () -> Native.load(Platform.C_LIBRARY_NAME, NotifyCalls.class));
	}

	ServiceManager(String address, Supplier<NotifyCalls> library) {
		this.address = address;
		this.library = library;
	}

	/**
	 * Send a message. Waits while the service manager is behind.
	 * @param lines the assignments that make it up, such as {@code READY=1}
	 */
	public void send(String... lines) {
		send((socket) -> socket.send(String.join("\n", lines)));
	}

	/**
	 * Send a message that tells when it is sent, too.
	 * @param lines the assignments that make it up, such as {@code RELOADING=1}
	 */
	public void sendWithTime(String... lines) {
		send((socket) -> socket.send(String.join("\n", lines) + "\nMONOTONIC_USEC=" + socket.micros()));
	}

	private void send(Sending sending) {
		if (this.unreachable) {
			return;
		}
		try {
			sending.through(socket());
		}
		catch (IOException ex) {
			// The next message may reach it.
			warn(ex.getMessage());
		}
		catch (IllegalArgumentException ex) {
			this.unreachable = true;
			warn(ex.getMessage());
		}
		catch (RuntimeException | Error ex) {
			// JNA throws a plain Error if it finds native code of another release.
			this.unreachable = true;
			warn("no native calls, " + ex.toString().lines().findFirst().orElse(""));
		}
	}

	private NotifySocket socket() throws IOException {
		NotifySocket socket = this.socket;
		if (socket == null) {
			NotifyAddress to = NotifyAddress.of(this.address);
			socket = NotifySocket.open(this.library.get(), to);
			this.socket = socket;
		}
		return socket;
	}

	private void warn(@Nullable String reason) {
		if (!this.warned) {
			this.warned = true;
			logger.warn("The service manager is not told how the cluster fares (NOTIFY_SOCKET=" + this.address + "): "
					+ reason);
		}
	}

	/**
	 * Sends one message.
	 */
	@FunctionalInterface
	private interface Sending {

		void through(NotifySocket socket) throws IOException;

	}

}
