package io.clusterboot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

import io.clusterboot.socket.ListenerSource;
import io.clusterboot.socket.SharedListeners;
import io.clusterboot.web.ListenerDrain;
import io.clusterboot.web.SharedPort;
import io.clusterboot.web.SharedPortJettyCustomizer;
import io.clusterboot.web.SharedPortNettyCustomizer;
import io.clusterboot.web.SharedPortTomcatCustomizer;
import io.clusterboot.web.TemporaryFolders;
import io.clusterboot.worker.LeftoverLog;

/**
 * Lets a management server on a port of its own share that port, too. Its context sees no
 * customizers of the application's. Its listener is always bound by the worker itself,
 * and drained together with the application's.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnBean(ListenerSource.class)
class SharedManagementPortConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.tomcat.TomcatWebServerFactory")
	static class TomcatConfiguration {

		@Bean
		TemporaryFolders managementTemporaryFolders(ObjectProvider<LeftoverLog> leftovers) {
			return new TemporaryFolders(leftovers);
		}

		@Bean
		SharedPortTomcatCustomizer sharedManagementPortTomcatCustomizer(SharedPort sharedPort, Environment environment,
				ListenerDrain listenerDrain) {
			return new SharedPortTomcatCustomizer(sharedPort, environment, new SharedListeners(), listenerDrain, null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = { "org.springframework.boot.jetty.JettyWebServerFactory",
			"org.eclipse.jetty.server.ServerConnector", "jakarta.servlet.Filter" })
	static class JettyConfiguration {

		@Bean
		SharedPortJettyCustomizer sharedManagementPortJettyCustomizer(SharedPort sharedPort,
				ListenerDrain listenerDrain) {
			return new SharedPortJettyCustomizer(sharedPort, new SharedListeners(), listenerDrain, null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = { "org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory",
			"reactor.netty.http.server.HttpServer" })
	static class NettyConfiguration {

		@Bean
		SharedPortNettyCustomizer sharedManagementPortNettyCustomizer(SharedPort sharedPort,
				ListenerDrain listenerDrain, ObjectProvider<ReactorResourceFactory> resources) {
			return new SharedPortNettyCustomizer(sharedPort, new SharedListeners(), listenerDrain, resources, null);
		}

	}

}
