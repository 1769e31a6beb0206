package com.example.operated;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * An endpoint of the application's own.
 */
@Component
@Endpoint(id = "greeting")
class GreetingEndpoint {

	private final String worker;

	private String greeting = "Hello";

	GreetingEndpoint(Environment environment) {
		this.worker = environment.getProperty("cluster.worker.ordinal", "none");
	}

	@ReadOperation
	Map<String, Object> greeting(SecurityContext caller, @Nullable String role) {
		String name = (caller.getPrincipal() != null) ? caller.getPrincipal().getName() : "nobody";
		return Map.of("from", this.worker, "greeting", this.greeting, "to", name, "admin", caller.isUserInRole("ADMIN"),
				"inRole", role != null && caller.isUserInRole(role));
	}

	@WriteOperation
	void greet(String greeting) {
		this.greeting = greeting;
	}

}
