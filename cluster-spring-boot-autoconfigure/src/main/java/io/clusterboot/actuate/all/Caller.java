package io.clusterboot.actuate.all;

import java.security.Principal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.security.core.Authentication;
import org.springframework.util.ClassUtils;

/**
 * Who asks, as far as an operation on another worker may know: the name, and those roles
 * that the worker which was asked has found to be the caller's. Nobody is in more roles
 * over there than here.
 *
 * @param name name of the caller, or {@code null} if nobody is known
 * @param roles the roles
 */
record Caller(@Nullable String name, List<String> roles) implements SecurityContext {

	private static final boolean SPRING_SECURITY = ClassUtils
		.isPresent("org.springframework.security.core.Authentication", Caller.class.getClassLoader());

	private static final String ROLE_PREFIX = "ROLE_";

	Caller {
		roles = List.copyOf(roles);
	}

	/**
	 * Return who asks. To be called on the thread of the request.
	 * @param context the security context of the request
	 * @param configured the roles that the application's configuration names
	 * @return the caller
	 */
	static Caller of(SecurityContext context, Collection<String> configured) {
		Principal principal = context.getPrincipal();
		if (principal == null) {
			return new Caller(null, List.of());
		}
		Set<String> candidates = new LinkedHashSet<>(configured);
		candidates.addAll(authorities(principal));
		return new Caller(principal.getName(), candidates.stream().filter((role) -> isIn(context, role)).toList());
	}

	private static boolean isIn(SecurityContext context, String role) {
		return context.isUserInRole(role) || Show.WHEN_AUTHORIZED.isShown(context, List.of(role));
	}

	private static List<String> authorities(Principal principal) {
		return SPRING_SECURITY ? Authorities.of(principal) : List.of();
	}

	@Override
	public @Nullable Principal getPrincipal() {
		return (this.name != null) ? this::name : null;
	}

	@Override
	public boolean isUserInRole(String role) {
		return this.roles.contains(role);
	}

	/**
	 * What Spring Security knows of a principal. Loaded only where that is there.
	 */
	private static final class Authorities {

		private static List<String> of(Principal principal) {
			if (!(principal instanceof Authentication authentication)) {
				return List.of();
			}
			return authentication.getAuthorities()
				.stream()
				.map((authority) -> String.valueOf(authority.getAuthority()))
				.flatMap((name) -> List.of(name, withoutPrefix(name)).stream())
				.toList();
		}

		private static String withoutPrefix(String name) {
			return name.startsWith(ROLE_PREFIX) ? name.substring(ROLE_PREFIX.length()) : name;
		}

	}

}
