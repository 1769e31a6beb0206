package io.clusterboot.protocol;

import java.nio.file.attribute.UserPrincipal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerCheck}. That it asks the kernel is shown by
 * {@link ControlServerTests}.
 */
class PeerCheckTests {

	@Test
	void isAllowedWhenSameUserIsTrue() {
		assertThat(PeerCheck.isAllowed(user("app"), user("app"))).isTrue();
	}

	@Test
	void isAllowedWhenRootIsTrueWithAndWithoutName() {
		assertThat(PeerCheck.isAllowed(user("app"), user("root"))).isTrue();
		assertThat(PeerCheck.isAllowed(user("app"), user("0"))).isTrue();
	}

	@Test
	void isAllowedWhenAnotherUserIsFalse() {
		assertThat(PeerCheck.isAllowed(user("app"), user("nobody"))).isFalse();
		assertThat(PeerCheck.isAllowed(user("root"), user("app"))).isFalse();
	}

	private static UserPrincipal user(String name) {
		return new NamedUser(name);
	}

	private record NamedUser(String name) implements UserPrincipal {

		@Override
		public String getName() {
			return this.name;
		}

	}

}
