package io.clusterboot.management;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Keeps pages in a browser on this machine away from a server on a loopback address: a
 * name of theirs that resolves to that address is none of the server's.
 */
final class LoopbackGuard {

	private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

	private static final Pattern PORT = Pattern.compile(":[0-9]*$");

	private final boolean loopback;

	private final String configured;

	LoopbackGuard(InetAddress address, String configured) {
		this.loopback = address.isLoopbackAddress();
		this.configured = configured.toLowerCase(Locale.ROOT);
	}

	/**
	 * Return why a request is refused.
	 * @param hosts its headers {@code Host}; clients other than browsers may send none
	 * @return the reason, or {@code null} if it is not refused
	 */
	@Nullable String refusal(List<String> hosts) {
		boolean refused = this.loopback && !hosts.stream().allMatch(this::isLoopback);
		return refused
				? "The server listens on a loopback address: " + "the Host header must be localhost or such an address"
				: null;
	}

	private boolean isLoopback(String host) {
		String name = PORT.matcher(host.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
		return LOOPBACK.matcher(name).matches() || name.equals(this.configured);
	}

}
