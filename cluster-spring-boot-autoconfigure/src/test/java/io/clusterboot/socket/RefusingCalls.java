package io.clusterboot.socket;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import com.sun.jna.Native;

/**
 * Native calls of a kernel that lets nobody attach programs, as some sandboxes.
 */
final class RefusingCalls {

	private static final int EPERM = 1;

	private static final int SO_ATTACH_REUSEPORT_CBPF = 51;

	private RefusingCalls() {
	}

	static SocketCalls refusingPrograms() {
		SocketCalls calls = SteeringCheck.load();
		return (SocketCalls) Proxy.newProxyInstance(RefusingCalls.class.getClassLoader(),
				new Class<?>[] { SocketCalls.class }, (proxy, method, arguments) -> {
					if (isRefused(method, arguments)) {
						Native.setLastError(EPERM);
						return -1;
					}
					return method.invoke(calls, arguments);
				});
	}

	private static boolean isRefused(Method method, Object[] arguments) {
		return method.getName().equals("setsockopt") && arguments[2].equals(SO_ATTACH_REUSEPORT_CBPF);
	}

}
