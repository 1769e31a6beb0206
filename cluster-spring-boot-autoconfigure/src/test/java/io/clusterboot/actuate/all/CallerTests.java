package io.clusterboot.actuate.all;

import java.security.Principal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Caller}.
 */
class CallerTests {

	@Test
	void ofWhenNobodyIsKnownIsNobody() {
		Caller caller = Caller.of(SecurityContext.NONE, List.of("ADMIN"));
		assertThat(caller.getPrincipal()).isNull();
		assertThat(caller.roles()).isEmpty();
		assertThat(caller.isUserInRole("ADMIN")).isFalse();
		assertThat(Show.WHEN_AUTHORIZED.isShown(caller, List.of())).isFalse();
	}

	@Test
	void ofWhenTheContainerKnowsTheCallerHasTheConfiguredRolesItConfirms() {
		Caller caller = Caller.of(new Context(() -> "Ann", Set.of("ops", "boss")), List.of("ops", "root"));
		assertThat(caller).isEqualTo(new Caller("Ann", List.of("ops"), null));
		assertThat(caller.getPrincipal()).isNotInstanceOf(Authentication.class)
			.extracting(Principal::getName)
			.isEqualTo("Ann");
		assertThat(caller.isUserInRole("boss")).isFalse();
	}

	@Test
	void ofWhenSpringSecurityKnowsTheCallerHasWhatIsGranted() {
		Caller caller = Caller.of(granted("Ann", "ROLE_ADMIN", "actuator:read"), List.of("OTHER"));
		assertThat(caller.roles()).containsExactly("ROLE_ADMIN", "ADMIN");
		assertThat(caller.authorities()).containsExactly("ROLE_ADMIN", "actuator:read");
		assertThat(caller.getPrincipal()).isInstanceOfSatisfying(Authentication.class, (authentication) -> {
			assertThat(authentication.getName()).isEqualTo("Ann");
			assertThat(authentication.isAuthenticated()).isTrue();
			assertThat(authentication.getAuthorities()).hasToString("[ROLE_ADMIN, actuator:read]");
		});
	}

	@Test
	void isUserInRoleWhenAnAuthorityIsNoRoleIsFalseAsBefore() {
		SecurityContext context = granted("Ann", "ADMIN", "actuator:read");
		Caller caller = Caller.of(context, List.of("ADMIN", "actuator:read"));
		for (String role : List.of("ADMIN", "ROLE_ADMIN", "actuator:read", "ROLE_actuator:read")) {
			assertThat(caller.isUserInRole(role)).as(role).isEqualTo(context.isUserInRole(role)).isFalse();
		}
	}

	@Test
	void showsThereWhatItShowsHere() {
		for (String authority : List.of("ROLE_ADMIN", "ADMIN", "actuator:read", "ROLE_USER")) {
			SecurityContext context = granted("Ann", authority);
			for (List<String> roles : List.of(List.<String>of(), List.of("ADMIN"), List.of("ROLE_ADMIN"),
					List.of("actuator:read"), List.of("NONE", "USER"))) {
				assertThat(Show.WHEN_AUTHORIZED.isShown(Caller.of(context, roles), roles)).as(authority + " " + roles)
					.isEqualTo(Show.WHEN_AUTHORIZED.isShown(context, roles));
			}
		}
	}

	@Test
	void principalWhenTheSameAgainIsEqualSoThatItsAnswersAreCached() {
		SecurityContext known = new Context(() -> "Ann", Set.of("ops"));
		for (SecurityContext context : List.of(known, granted("Ann", "ROLE_ADMIN"))) {
			assertThat(Caller.of(context, List.of("ops")).getPrincipal())
				.isEqualTo(Caller.of(context, List.of("ops")).getPrincipal());
		}
		assertThat(Caller.of(known, List.of("ops")).getPrincipal())
			.isNotEqualTo(Caller.of(known, List.of()).getPrincipal());
		assertThat(Caller.of(granted("Ann", "ROLE_ADMIN"), List.of()).getPrincipal())
			.isNotEqualTo(Caller.of(granted("Ann", "ROLE_USER"), List.of()).getPrincipal());
	}

	@Test
	void actWhenSpringSecurityKnowsTheCallerActsAsTheCaller() {
		Caller caller = Caller.of(granted("Ann", "ROLE_ADMIN"), List.of());
		assertThat(caller.act(CallerTests::current)).isEqualTo("Ann");
		assertThat(current()).isNull();
		assertThat(Caller.of(SecurityContext.NONE, List.of()).act(CallerTests::current)).isNull();
	}

	private static @Nullable String current() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null) ? authentication.getName() : null;
	}

	/**
	 * Return a context as Spring Security makes it: roles are authorities with a prefix.
	 * @param name name of the caller
	 * @param authorities what is granted
	 * @return the context
	 */
	private static SecurityContext granted(String name, String... authorities) {
		Set<String> roles = new HashSet<>();
		for (String authority : authorities) {
			if (authority.startsWith("ROLE_")) {
				roles.add(authority);
				roles.add(authority.substring("ROLE_".length()));
			}
		}
		return new Context(UsernamePasswordAuthenticationToken.authenticated(name, "secret",
				AuthorityUtils.createAuthorityList(authorities)), roles);
	}

	/**
	 * What a server knows of a caller.
	 *
	 * @param getPrincipal who it is
	 * @param roles the roles
	 */
	private record Context(Principal getPrincipal, Set<String> roles) implements SecurityContext {

		@Override
		public boolean isUserInRole(String role) {
			return this.roles.contains(role);
		}

	}

}
