package io.clusterboot.actuate.all;

import java.security.Principal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.util.ClassUtils;

/**
 * Who asks, as far as an operation on another worker may know: the name, those roles that
 * the worker which was asked has found to be the caller's, and what Spring Security has
 * granted. Nobody is in more roles over there than here.
 *
 * @param name name of the caller, or {@code null} if nobody is known
 * @param roles the roles
 * @param authorities what is granted to the caller, or {@code null} if it is not Spring
 * Security that knows
 */
record Caller(@Nullable String name, List<String> roles,
		@Nullable List<String> authorities) implements SecurityContext {

	private static final boolean SPRING_SECURITY = ClassUtils
		.isPresent("org.springframework.security.core.Authentication", Caller.class.getClassLoader());

	private static final Caller NOBODY = new Caller(null, List.of(), null);

	Caller {
		roles = List.copyOf(roles);
		authorities = (authorities != null) ? List.copyOf(authorities) : null;
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
			return NOBODY;
		}
		List<String> authorities = SPRING_SECURITY ? GrantedCaller.authorities(principal) : null;
		Set<String> candidates = new LinkedHashSet<>(configured);
		if (authorities != null) {
			authorities.forEach((authority) -> candidates.addAll(GrantedCaller.roles(authority)));
		}
		return new Caller(principal.getName(), candidates.stream().filter(context::isUserInRole).toList(), authorities);
	}

	@Override
	public @Nullable Principal getPrincipal() {
		if (this.name == null) {
			return null;
		}
		return (SPRING_SECURITY && this.authorities != null) ? GrantedCaller.of(this.name, this.authorities)
				: new Named(this.name, this.roles);
	}

	/**
	 * Do something as the caller.
	 * @param <T> the type of the result
	 * @param action what to do
	 * @return its result
	 */
	<T extends @Nullable Object> T act(Supplier<T> action) {
		return (SPRING_SECURITY && this.name != null && this.authorities != null)
				? GrantedCaller.as(GrantedCaller.of(this.name, this.authorities), action) : action.get();
	}

	@Override
	public boolean isUserInRole(String role) {
		return this.roles.contains(role);
	}

	/**
	 * Somebody with a name. What is cached for one is not for a namesake of other roles.
	 *
	 * @param getName the name
	 * @param roles the roles
	 */
	private record Named(String getName, List<String> roles) implements Principal {

	}

}
