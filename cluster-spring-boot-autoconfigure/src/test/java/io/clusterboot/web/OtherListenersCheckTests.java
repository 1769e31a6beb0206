package io.clusterboot.web;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.Opcodes;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OtherListenersCheck}.
 */
class OtherListenersCheckTests {

	private static final Set<String> GRPC = Set.of("io.grpc.Server",
			"org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration");

	private static final ClassLoader GRPC_NETTY = classes("io.grpc.netty.NettyServerBuilder");

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void findWhenNothingListensReturnsEmpty() {
		assertThat(OtherListenersCheck.find(this.environment, getClass().getClassLoader())).isEmpty();
	}

	@Test
	void findWhenGrpcListensOnDefaultPortReturnsIt() {
		assertThat(OtherListenersCheck.find(this.environment, GRPC_NETTY))
			.hasValueSatisfying((ex) -> assertThat(ex).hasMessageContaining("gRPC")
				.hasMessageContaining("spring.grpc.server.port=9090"));
	}

	@Test
	void findWhenShadedGrpcHasPortReturnsIt() {
		this.environment.setProperty("spring.grpc.server.port", "9999");
		ClassLoader shaded = classes("io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder");
		assertThat(OtherListenersCheck.find(this.environment, shaded))
			.hasValueSatisfying((ex) -> assertThat(ex).hasMessageContaining("9999"));
	}

	@Test
	void findWhenGrpcPortIsZeroReturnsEmpty() {
		this.environment.setProperty("spring.grpc.server.port", "0");
		assertThat(OtherListenersCheck.find(this.environment, GRPC_NETTY)).isEmpty();
	}

	@Test
	void findWhenGrpcIsDisabledReturnsEmpty() {
		this.environment.setProperty("spring.grpc.server.enabled", "false");
		assertThat(OtherListenersCheck.find(this.environment, GRPC_NETTY)).isEmpty();
	}

	@Test
	void findWhenGrpcIsServedByWebServerReturnsEmpty() {
		assertThat(OtherListenersCheck.find(this.environment, classes("io.grpc.servlet.jakarta.GrpcServlet")))
			.isEmpty();
	}

	@Test
	void findWhenRSocketHasPortReturnsIt() {
		this.environment.setProperty("spring.rsocket.server.port", "7000");
		assertThat(OtherListenersCheck.find(this.environment, null)).hasValueSatisfying((ex) -> {
			FailureAnalysis analysis = new UnshareableListenerFailureAnalyzer().analyze(ex);
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("RSocket").contains("spring.rsocket.server.port=7000");
			assertThat(analysis.getAction()).contains("Set spring.rsocket.server.port to 0")
				.contains("cluster.workers");
		});
	}

	@Test
	void findWhenRSocketPortIsZeroReturnsEmpty() {
		this.environment.setProperty("spring.rsocket.server.port", "0");
		assertThat(OtherListenersCheck.find(this.environment, null)).isEmpty();
	}

	@Test
	void postProcessWhenBeanListensThrowsWithoutCreatingIt() {
		assertThatExceptionOfType(UnshareableListenerException.class).isThrownBy(() -> postProcess(true))
			.withMessageContaining("'h2'")
			.withMessageContaining(ListeningBean.class.getName());
	}

	@Test
	void postProcessWhenNoWorkerDoesNothing() {
		postProcess(false);
	}

	@Test
	void postProcessWhenTypeIsAbsentDoesNothing() {
		new OtherListenersCheck(new SharedPort(true)).postProcessBeanFactory(beanFactory());
	}

	private void postProcess(boolean worker) {
		new OtherListenersCheck(new SharedPort(worker), List.of("not.Present", ListeningBean.class.getName()))
			.postProcessBeanFactory(beanFactory());
	}

	private DefaultListableBeanFactory beanFactory() {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.registerBeanDefinition("h2", new RootBeanDefinition(ListeningBean.class));
		return beanFactory;
	}

	private static ClassLoader classes(String builder) {
		return new ClassLoader(OtherListenersCheckTests.class.getClassLoader()) {

			@Override
			protected Class<?> findClass(String name) throws ClassNotFoundException {
				if (GRPC.contains(name) || name.equals(builder)) {
					ClassWriter writer = new ClassWriter(0);
					writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object",
							null);
					byte[] bytes = writer.toByteArray();
					return defineClass(name, bytes, 0, bytes.length);
				}
				throw new ClassNotFoundException(name);
			}

		};
	}

	/**
	 * Stands for a server that listens once it is created.
	 */
	static class ListeningBean {

		ListeningBean() {
			throw new IllegalStateException("Must not be created");
		}

	}

}
