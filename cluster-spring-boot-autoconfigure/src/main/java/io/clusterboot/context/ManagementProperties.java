package io.clusterboot.context;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the cluster shows itself to an operator as one application.
 *
 * @param port Port of the management server in the primary, which answers while no worker
 * does. 0 takes any that is free. None unless set.
 * @param address Address that the management server in the primary listens on. Nobody has
 * to say who he is there: whoever reaches it may do what endpoints permit.
 * @param timeout How long one worker may take to answer when another answers for all of
 * them.
 * @param broadcast Ids of further endpoints whose writes reach every worker.
 * @since 0.1.0
 */
public record ManagementProperties(@Nullable Integer port, @DefaultValue("127.0.0.1") String address,
		@DefaultValue("2s") Duration timeout, @DefaultValue List<String> broadcast) {

	static final ManagementProperties DEFAULTS = new ManagementProperties(null, "127.0.0.1", Duration.ofSeconds(2),
			List.of());

	public ManagementProperties {
		broadcast = List.copyOf(broadcast);
	}

}
