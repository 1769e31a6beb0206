package io.clusterboot.socket;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions as the C library names them. All but {@code strerror} return a negative
 * number when they fail.
 */
interface SocketCalls extends Library {

	int socket(int family, int type, int protocol);

	int setsockopt(int descriptor, int level, int option, Pointer value, int length);

	int getsockopt(int descriptor, int level, int option, Pointer value, Pointer length);

	int bind(int descriptor, byte[] address, int length);

	int listen(int descriptor, int backlog);

	int accept4(int descriptor, @Nullable Pointer address, @Nullable Pointer length, int flags);

	int shutdown(int descriptor, int how);

	int open(String path, int flags);

	int fcntl(int descriptor, int command, int argument);

	int dup2(int descriptor, int wanted);

	int close(int descriptor);

	String strerror(int error);

}
