package io.clusterboot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.clusterboot.socket.ListenerSource;
import io.clusterboot.socket.SharedListeners;
import io.clusterboot.web.ListenerDrain;
import io.clusterboot.web.SharedPort;
import io.clusterboot.web.SharedPortTomcatCustomizer;
import io.clusterboot.web.TemporaryFolders;
import io.clusterboot.worker.LeftoverLog;

/**
 * Lets a management server on a port of its own share that port, too. Its context sees no
 * customizers of the application's.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnClass(name = "org.springframework.boot.tomcat.TomcatWebServerFactory")
@ConditionalOnBean(ListenerSource.class)
class SharedManagementPortConfiguration {

	@Bean
	TemporaryFolders managementTemporaryFolders(ObjectProvider<LeftoverLog> leftovers) {
		return new TemporaryFolders(leftovers);
	}

	/**
	 * Return what lets the management server share its port.
	 * @param sharedPort whether the port is shared
	 * @param environment the environment
	 * @param listenerDrain the application's, so that both ports are drained together
	 * @return a customizer whose listener is always bound by the worker itself
	 */
	@Bean
	SharedPortTomcatCustomizer sharedManagementPortTomcatCustomizer(SharedPort sharedPort, Environment environment,
			ListenerDrain listenerDrain) {
		return new SharedPortTomcatCustomizer(sharedPort, environment, new SharedListeners(), listenerDrain, null);
	}

}
