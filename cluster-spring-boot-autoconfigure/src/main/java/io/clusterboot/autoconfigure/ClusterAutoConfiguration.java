package io.clusterboot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

import io.clusterboot.Cluster;
import io.clusterboot.member.JsonCodec;
import io.clusterboot.member.LocalCluster;
import io.clusterboot.member.SingleProcess;
import io.clusterboot.messaging.JsonLibrary;
import io.clusterboot.messaging.ListenerMethods;
import io.clusterboot.messaging.MessageEventListeners;

/**
 * Auto-configuration for the {@link Cluster} that an application may use, clustered or
 * not.
 *
 * @since 0.1.0
 */
@AutoConfiguration
public final class ClusterAutoConfiguration {

	@Bean
	static ListenerMethods clusterListenerMethods() {
		return new ListenerMethods();
	}

	@Bean
	static MessageEventListeners clusterMessageEventListeners() {
		return new MessageEventListeners();
	}

	@Bean
	Cluster cluster(ObjectProvider<LocalCluster> local) {
		LocalCluster holder = local.getIfAvailable();
		return (holder != null) ? holder.cluster() : new SingleProcess();
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	@Nullable JsonCodec clusterJsonCodec(ApplicationContext context) {
		return JsonLibrary.codec(context, context.getEnvironment(), context.getClassLoader());
	}

}
