package com.example.secured;

import com.example.operated.OperatedApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Knows who asks: an admin, a user, an auditor by an authority that is no role, and
 * somebody whose authority only reads like a role. Each password is the name.
 *
 * @since 0.1.0
 */
@SpringBootApplication
@Import(OperatedApplication.class)
public class SecuredApplication {

	@Bean
	UserDetailsService users() {
		return new InMemoryUserDetailsManager(User.withUsername("admin").password("{noop}admin").roles("ADMIN").build(),
				User.withUsername("user").password("{noop}user").roles("USER").build(),
				User.withUsername("auditor").password("{noop}auditor").authorities("actuator:read").build(),
				User.withUsername("mimic").password("{noop}mimic").authorities("SUPPORT").build());
	}

	@Bean
	SecurityFilterChain rules(HttpSecurity http) throws Exception {
		return http.csrf(AbstractHttpConfigurer::disable)
			.httpBasic(Customizer.withDefaults())
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/actuator/health", "/pid")
				.permitAll()
				.requestMatchers(HttpMethod.POST, "/actuator/**")
				.hasRole("ADMIN")
				.requestMatchers("/actuator/threaddump")
				.hasRole("ADMIN")
				.anyRequest()
				.authenticated())
			.build();
	}

	public static void main(String[] args) {
		SpringApplication.run(SecuredApplication.class, args);
	}

}
