package io.clusterboot.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NativeAddress}.
 */
class NativeAddressTests {

	private static final int PORT = 0x1f90;

	@Test
	void ipv4HoldsAddressAndPort() throws IOException {
		NativeAddress address = NativeAddress.ipv4(InetAddress.getByName("127.0.0.1"), PORT);
		assertThat(address.family()).isEqualTo(2);
		assertThat(hex(address)).isEqualTo(family(2) + "1f90" + "7f000001" + "0000000000000000");
	}

	@Test
	void ipv4WhenAllAddressesHoldsNone() throws IOException {
		assertThat(hex(NativeAddress.ipv4(InetAddress.getByName("0.0.0.0"), PORT)))
			.isEqualTo(family(2) + "1f90" + "00000000" + "0000000000000000");
		assertThat(hex(NativeAddress.ipv4(InetAddress.getByName("::"), PORT)))
			.isEqualTo(family(2) + "1f90" + "00000000" + "0000000000000000");
	}

	@Test
	void ipv6HoldsAddressAndPort() throws IOException {
		NativeAddress address = NativeAddress.ipv6(InetAddress.getByName("2001:db8::1"), 443);
		assertThat(address.family()).isEqualTo(10);
		assertThat(hex(address))
			.isEqualTo(family(10) + "01bb" + "00000000" + "20010db8000000000000000000000001" + "00000000");
	}

	@Test
	void ipv6WhenScopedHoldsScope() throws IOException {
		assertThat(hex(NativeAddress.ipv6(InetAddress.getByName("fe80::1%7"), 443)))
			.startsWith(family(10) + "01bb" + "00000000" + "fe800000000000000000000000000001")
			.endsWith((ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) ? "07000000" : "00000007");
	}

	@Test
	void ipv6WhenAddressIsIpv4MapsIt() throws IOException {
		assertThat(hex(NativeAddress.ipv6(InetAddress.getByName("127.0.0.1"), 443)))
			.isEqualTo(family(10) + "01bb" + "00000000" + "00000000000000000000ffff7f000001" + "00000000");
	}

	@Test
	void ipv6WhenAllAddressesHoldsNone() throws IOException {
		String none = family(10) + "01bb" + "00000000" + "0".repeat(32) + "00000000";
		assertThat(hex(NativeAddress.ipv6(InetAddress.getByName("0.0.0.0"), 443))).isEqualTo(none);
		assertThat(hex(NativeAddress.ipv6(InetAddress.getByName("::"), 443))).isEqualTo(none);
	}

	private String family(int family) {
		return (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) ? String.format("%02x00", family)
				: String.format("00%02x", family);
	}

	private String hex(NativeAddress address) {
		return HexFormat.of().formatHex(address.bytes());
	}

}
