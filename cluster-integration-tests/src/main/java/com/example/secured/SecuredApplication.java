package com.example.secured;

import com.example.operated.OperatedApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Knows who asks: an admin, a user, an auditor by an authority that is no role, and
 * somebody whose authority only reads like a role. Each password is the name. They sign
 * in with each request, or once with a form.
 *
 * @since 0.1.0
 */
@SpringBootApplication
@Import(OperatedApplication.class)
public class SecuredApplication {

	@Bean
	UserDetailsService users() {
		UserDetailsService users = new InMemoryUserDetailsManager(
				User.withUsername("admin").password("{noop}admin").roles("ADMIN").build(),
				User.withUsername("user").password("{noop}user").roles("USER").build(),
				User.withUsername("auditor").password("{noop}auditor").authorities("actuator:read").build(),
				User.withUsername("mimic").password("{noop}mimic").authorities("SUPPORT").build());
		// Hashing a password when somebody signs in would make it differ between workers.
		return users::loadUserByUsername;
	}

	@Bean
	SecurityFilterChain rules(HttpSecurity http) throws Exception {
		return http.csrf((csrf) -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
			// Each request signs in anew, which is no reason for another token.
			.sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy())
			.requireCsrfProtectionMatcher(
					PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/actuator/cluster/**")))
			.headers(SecuredApplication::headers)
			.httpBasic(Customizer.withDefaults())
			.formLogin(Customizer.withDefaults())
			// What is known of who has signed in has to be known to all workers.
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.rememberMe((remember) -> remember.key("secured").alwaysRemember(true))
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/actuator/health", "/pid", "/driver.html")
				.permitAll()
				.requestMatchers(HttpMethod.POST, "/actuator/**")
				.hasRole("ADMIN")
				.requestMatchers("/actuator/threaddump")
				.hasRole("ADMIN")
				.anyRequest()
				.authenticated())
			.build();
	}

	/**
	 * Spring Security's defaults with a strict policy for what operators see. A frame is
	 * how a test shows a page.
	 * @param headers what to configure
	 */
	private static void headers(HeadersConfigurer<HttpSecurity> headers) {
		headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
			.addHeaderWriter(
					new DelegatingRequestMatcherHeaderWriter(PathPatternRequestMatcher.pathPattern("/actuator/**"),
							new ContentSecurityPolicyHeaderWriter("default-src 'self'")));
	}

	public static void main(String[] args) {
		SpringApplication.run(SecuredApplication.class, args);
	}

}
