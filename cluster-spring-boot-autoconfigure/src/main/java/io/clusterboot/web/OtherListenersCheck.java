package io.clusterboot.web;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Refuses listeners of the application besides the web server's: they cannot share their
 * port. As a post-processor it looks for beans that listen, without creating them.
 *
 * @since 0.1.0
 */
public final class OtherListenersCheck implements BeanFactoryPostProcessor {

	private static final String GRPC_PORT = "spring.grpc.server.port";

	private static final String GRPC_DEFAULT_PORT = "9090";

	private static final List<String> GRPC = List.of("io.grpc.Server",
			"org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration");

	private static final List<String> GRPC_LISTENERS = List.of("io.grpc.netty.NettyServerBuilder",
			"io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder");

	private static final String RSOCKET_PORT = "spring.rsocket.server.port";

	private static final List<String> LISTENING_TYPES = List.of("org.h2.tools.Server");

	private final SharedPort sharedPort;

	private final List<String> listeningTypes;

	/**
	 * Create a new {@link OtherListenersCheck} instance.
	 * @param sharedPort whether the port is shared
	 */
	public OtherListenersCheck(SharedPort sharedPort) {
		this(sharedPort, LISTENING_TYPES);
	}

	OtherListenersCheck(SharedPort sharedPort, List<String> listeningTypes) {
		this.sharedPort = sharedPort;
		this.listeningTypes = listeningTypes;
	}

	/**
	 * Look for listeners that the application's configuration asks for.
	 * @param environment the environment
	 * @param classLoader the application's class loader
	 * @return why the application cannot have several workers, empty if nothing is found
	 */
	public static Optional<UnshareableListenerException> find(Environment environment,
			@Nullable ClassLoader classLoader) {
		return findGrpc(environment, classLoader).or(() -> findRSocket(environment));
	}

	private static Optional<UnshareableListenerException> findGrpc(Environment environment,
			@Nullable ClassLoader classLoader) {
		String port = environment.getProperty(GRPC_PORT, GRPC_DEFAULT_PORT);
		if (isZero(port) || !isGrpcServer(classLoader)
				|| !environment.getProperty("spring.grpc.server.enabled", Boolean.class, true)) {
			return Optional.empty();
		}
		return Optional.of(UnshareableListenerException.property("gRPC server", GRPC_PORT, port,
				"or spring.grpc.server.enabled to false"));
	}

	private static boolean isGrpcServer(@Nullable ClassLoader classLoader) {
		// Without one of the builders gRPC is served by the web server, on its own port.
		return GRPC.stream().allMatch((name) -> ClassUtils.isPresent(name, classLoader))
				&& GRPC_LISTENERS.stream().anyMatch((name) -> ClassUtils.isPresent(name, classLoader));
	}

	private static Optional<UnshareableListenerException> findRSocket(Environment environment) {
		String port = environment.getProperty(RSOCKET_PORT);
		if (port == null || isZero(port)) {
			return Optional.empty();
		}
		return Optional
			.of(UnshareableListenerException.property("RSocket server", RSOCKET_PORT, port, "or remove the property"));
	}

	private static boolean isZero(String port) {
		return port.strip().equals("0");
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (this.sharedPort.isShared()) {
			this.listeningTypes.forEach((type) -> refuse(beanFactory, type));
		}
	}

	private void refuse(ConfigurableListableBeanFactory beanFactory, String typeName) {
		ClassLoader classLoader = beanFactory.getBeanClassLoader();
		if (!ClassUtils.isPresent(typeName, classLoader)) {
			return;
		}
		Class<?> type = ClassUtils.resolveClassName(typeName, classLoader);
		for (String name : beanFactory.getBeanNamesForType(type, true, false)) {
			throw UnshareableListenerException.bean(name, typeName);
		}
	}

}
