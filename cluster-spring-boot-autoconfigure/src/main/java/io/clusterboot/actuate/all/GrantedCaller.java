package io.clusterboot.actuate.all;

import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/**
 * What Spring Security knows of a caller. Loaded only where that is there.
 */
final class GrantedCaller {

	private static final String ROLE_PREFIX = "ROLE_";

	private GrantedCaller() {
	}

	static @Nullable List<String> authorities(Principal principal) {
		return (principal instanceof Authentication authentication) ? authentication.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.filter(Objects::nonNull)
			.toList() : null;
	}

	/**
	 * Return by which names an endpoint may ask for a role.
	 * @param authority an authority, which may be a role
	 * @return the names
	 */
	static List<String> roles(String authority) {
		return authority.startsWith(ROLE_PREFIX) ? List.of(authority, authority.substring(ROLE_PREFIX.length()))
				: List.of(authority);
	}

	static Authentication of(String name, List<String> authorities) {
		return UsernamePasswordAuthenticationToken.authenticated(name, null,
				AuthorityUtils.createAuthorityList(authorities));
	}

	/**
	 * Do something as somebody, so that rules about methods apply.
	 * @param <T> the type of the result
	 * @param caller who does it
	 * @param action what to do
	 * @return its result
	 */
	static <T extends @Nullable Object> T as(Authentication caller, Supplier<T> action) {
		SecurityContextHolder.setContext(new SecurityContextImpl(caller));
		try {
			return action.get();
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	static boolean isDenial(Throwable failure) {
		return failure instanceof AccessDeniedException;
	}

	static RuntimeException denial(String message) {
		return new AccessDeniedException(message);
	}

}
