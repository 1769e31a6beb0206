package io.clusterboot.context;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Secrets}.
 */
class SecretsTests {

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:h2:./x;USER=sa;PASSWORD=geheim", "jdbc:h2:./x;password = geheim;MODE=x",
			"jdbc:x:server;PWD=geheim", "jdbc:mysql://localhost/x?user=u&password=ge;x=geheim",
			"jdbc:postgresql://localhost/x?sslpassword=geheim", "jdbc:sqlserver://h;trustStorePassword={a;geheim}",
			"jdbc:mysql://user:geheim@localhost/x", "jdbc:mysql://user:a@geheim@localhost/x",
			"jdbc:mysql://user:a/geheim@localhost/x", "mongodb://u:geheim@one,u:geheim@two/x",
			"r2dbc:postgresql://u:geheim@localhost/x?password=geheim", "jdbc:oracle:thin:u/geheim@//localhost/x",
			"jdbc:x://u:p@h/x;accessToken=geheim", "jdbc:mysql:address=(host=h)(password=geheim)/x" })
	void maskHidesSecret(String url) {
		assertThat(Secrets.mask(url)).doesNotContain("geheim").contains("******");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:h2:./x;MODE=MySQL", "jdbc:postgresql://localhost:5432/x?ssl=true",
			"jdbc:oracle:thin:@//localhost:1521/x", "classpath:logback.xml", "/etc/app/logback.xml" })
	void maskWhenNoSecretReturnsUrl(String url) {
		assertThat(Secrets.mask(url)).isEqualTo(url);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:mysql://user:geheim@localhost/x" })
	void maskKeepsWhatHelpsToRecognize(String url) {
		assertThat(Secrets.mask(url)).isEqualTo("jdbc:mysql://user:******@localhost/x");
	}

}
