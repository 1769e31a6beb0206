package io.clusterboot.protocol;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.clusterboot.WorkerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenRegistry}.
 */
class TokenRegistryTests {

	private static final WorkerIdentity WORKER = new WorkerIdentity(3, 1, 1);

	private final TokenRegistry registry = new TokenRegistry();

	@Test
	void redeemWhenIssuedReturnsIdentityOnce() {
		String token = this.registry.issue(WORKER);
		String other = this.registry.issue(new WorkerIdentity(4, 0, 1));
		assertThat(token).matches("[0-9a-f]{64}");
		assertThat(this.registry.redeem(token)).isEqualTo(WORKER);
		assertThat(this.registry.redeem(token)).isNull();
		assertThat(this.registry.redeem(other)).isEqualTo(new WorkerIdentity(4, 0, 1));
	}

	@Test
	void redeemWhenUnknownReturnsNull() {
		String token = this.registry.issue(WORKER);
		assertThat(this.registry.redeem("")).isNull();
		assertThat(this.registry.redeem(token.substring(1))).isNull();
		assertThat(this.registry.redeem(token + "0")).isNull();
		assertThat(this.registry.redeem(token)).isEqualTo(WORKER);
	}

	@Test
	void redeemWhenRevokedReturnsNull() {
		String token = this.registry.issue(WORKER);
		this.registry.revoke(WORKER.id());
		assertThat(this.registry.redeem(token)).isNull();
	}

	@Test
	void issueWhenIssuedBeforeVoidsTheFirst() {
		String first = this.registry.issue(WORKER);
		String second = this.registry.issue(new WorkerIdentity(WORKER.id(), 1, 2));
		assertThat(this.registry.redeem(first)).isNull();
		assertThat(this.registry.redeem(second)).isNotNull();
	}

	@Test
	void issueWhenCalledOftenNeverRepeats() {
		Set<String> tokens = new HashSet<>();
		for (int id = 0; id < 1000; id++) {
			tokens.add(this.registry.issue(new WorkerIdentity(id, 0, 1)));
		}
		assertThat(tokens).hasSize(1000);
	}

}
