package io.clusterboot.autoconfigure;

import java.time.Duration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.clusterboot.socket.ListenerSource;
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

	private static final Duration DRAIN_TIMEOUT = Duration.ofMillis(250);

	@Bean
	ListenerDrain managementListenerDrain() {
		return new ListenerDrain(DRAIN_TIMEOUT);
	}

	@Bean
	TemporaryFolders managementTemporaryFolders(ObjectProvider<LeftoverLog> leftovers) {
		return new TemporaryFolders(leftovers);
	}

	@Bean
	SharedPortTomcatCustomizer sharedManagementPortTomcatCustomizer(SharedPort sharedPort, Environment environment,
			ListenerSource listenerSource, ListenerDrain managementListenerDrain) {
		return new SharedPortTomcatCustomizer(sharedPort, environment, listenerSource, managementListenerDrain, null);
	}

}
