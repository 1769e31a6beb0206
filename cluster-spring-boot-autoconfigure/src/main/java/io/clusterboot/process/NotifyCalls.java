package io.clusterboot.process;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * What a datagram to a Unix domain socket takes, as the C library names it. All but
 * {@code strerror} return a negative number when they fail.
 */
interface NotifyCalls extends Library {

	int socket(int family, int type, int protocol);

	NativeLong sendto(int descriptor, byte[] data, NativeLong length, int flags, byte[] address, int addressLength);

	int clock_gettime(int clock, Pointer time);

	String strerror(int error);

}
