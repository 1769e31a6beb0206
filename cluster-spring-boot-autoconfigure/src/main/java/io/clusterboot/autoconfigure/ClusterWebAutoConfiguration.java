package io.clusterboot.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

import io.clusterboot.socket.AcceptGate;
import io.clusterboot.socket.InheritedListener;
import io.clusterboot.socket.ListenerOrigin;
import io.clusterboot.socket.ListenerSource;
import io.clusterboot.socket.SharedListeners;
import io.clusterboot.web.KeepAliveShedder;
import io.clusterboot.web.ListenerDrain;
import io.clusterboot.web.MainPort;
import io.clusterboot.web.OtherListenersCheck;
import io.clusterboot.web.RequestCounters;
import io.clusterboot.web.SessionWarning;
import io.clusterboot.web.SharedPort;
import io.clusterboot.web.SharedPortJettyCustomizer;
import io.clusterboot.web.SharedPortNettyCustomizer;
import io.clusterboot.web.SharedPortRuntimeHints;
import io.clusterboot.web.SharedPortTomcatCustomizer;
import io.clusterboot.web.TemporaryFolders;
import io.clusterboot.web.UnsupportedWebServerCustomizer;
import io.clusterboot.web.WarmUpRequests;
import io.clusterboot.worker.JvmLoadSampler;
import io.clusterboot.worker.LeftoverLog;

/**
 * Auto-configuration for the port that the workers share. Its beans do nothing unless
 * this JVM is a worker.
 *
 * @since 0.1.0
 */
@AutoConfiguration
public final class ClusterWebAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SharedPort sharedPort() {
		return SharedPort.ofThisJvm();
	}

	@Bean
	static OtherListenersCheck otherListenersCheck(SharedPort sharedPort) {
		return new OtherListenersCheck(sharedPort);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.web.server.WebServerFactory")
	static class AnyWebServerConfiguration {

		private static final Duration DRAIN_PERIOD = Duration.ofSeconds(2);

		@Bean
		UnsupportedWebServerCustomizer unsupportedWebServerCustomizer(SharedPort sharedPort) {
			return new UnsupportedWebServerCustomizer(sharedPort);
		}

		@Bean
		@ConditionalOnMissingBean
		ListenerSource listenerSource(SharedPort sharedPort, ObjectProvider<AcceptGate> gate) {
			AcceptGate open = gate.getIfAvailable();
			ListenerOrigin origin = sharedPort.origin();
			return (origin != ListenerOrigin.BOUND && open != null)
					? new InheritedListener(open, origin == ListenerOrigin.SHARED) : new SharedListeners();
		}

		@Bean
		RequestCounters requestCounters() {
			return new RequestCounters();
		}

		@Bean
		WarmUpRequests warmUpRequests(Environment environment) {
			return new WarmUpRequests(Binder.get(environment)
				.bind("cluster.warmup.paths", Bindable.listOf(String.class))
				.orElse(List.of()));
		}

		@Bean
		MainPort mainPort(RequestCounters requestCounters, WarmUpRequests warmUpRequests,
				KeepAliveShedder keepAliveShedder) {
			return new MainPort(requestCounters, warmUpRequests, keepAliveShedder);
		}

		@Bean
		KeepAliveShedder keepAliveShedder() {
			return new KeepAliveShedder();
		}

		@Bean
		SmartInitializingSingleton trafficReport(ObjectProvider<JvmLoadSampler> sampler, RequestCounters counters) {
			return () -> sampler.ifAvailable((worker) -> worker.traffic(counters));
		}

		@Bean
		ListenerDrain listenerDrain(Environment environment) {
			return new ListenerDrain(
					Binder.get(environment).bind("cluster.drain.period", Duration.class).orElse(DRAIN_PERIOD));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.tomcat.TomcatWebServerFactory")
	@ImportRuntimeHints(SharedPortRuntimeHints.class)
	static class TomcatConfiguration {

		@Bean
		TemporaryFolders temporaryFolders(ObjectProvider<LeftoverLog> leftovers) {
			return new TemporaryFolders(leftovers);
		}

		@Bean
		SharedPortTomcatCustomizer sharedPortTomcatCustomizer(SharedPort sharedPort, Environment environment,
				ListenerSource listenerSource, ListenerDrain listenerDrain, MainPort mainPort) {
			return new SharedPortTomcatCustomizer(sharedPort, environment, listenerSource, listenerDrain, mainPort);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = { "org.springframework.boot.jetty.JettyWebServerFactory",
			"org.eclipse.jetty.server.ServerConnector", "jakarta.servlet.Filter" })
	static class JettyConfiguration {

		@Bean
		SharedPortJettyCustomizer sharedPortJettyCustomizer(SharedPort sharedPort, ListenerSource listenerSource,
				ListenerDrain listenerDrain, MainPort mainPort) {
			return new SharedPortJettyCustomizer(sharedPort, listenerSource, listenerDrain, mainPort);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = { "org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory",
			"reactor.netty.http.server.HttpServer" })
	static class NettyConfiguration {

		@Bean
		SharedPortNettyCustomizer sharedPortNettyCustomizer(SharedPort sharedPort, ListenerSource listenerSource,
				ListenerDrain listenerDrain, ObjectProvider<ReactorResourceFactory> resources, MainPort mainPort) {
			return new SharedPortNettyCustomizer(sharedPort, listenerSource, listenerDrain, resources, mainPort);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "jakarta.servlet.http.HttpSessionListener")
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class SessionConfiguration {

		@Bean
		SessionWarning sessionWarning(SharedPort sharedPort) {
			return new SessionWarning(sharedPort);
		}

	}

}
