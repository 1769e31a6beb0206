package io.clusterboot.context;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatabaseLocation}.
 */
class DatabaseLocationTests {

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:h2:mem:test", "JDBC:H2:Mem:test;DB_CLOSE_DELAY=-1", "jdbc:h2:mem:",
			"jdbc:h2:memFS:x", "jdbc:h2:nioMemFS:x", "jdbc:h2:split:memLZ:x", "jdbc:hsqldb:mem:test", "jdbc:hsqldb:.",
			"jdbc:derby:memory:test;create=true", "r2dbc:h2:mem:///test", "r2dbc:pool:h2:mem:///test?options=A=1",
			"jdbc:p6spy:h2:mem:test", "jdbc:sqlite::memory:", "jdbc:sqlite:file:x?mode=memory&cache=shared" })
	void ofWhenInMemory(String url) {
		assertThat(DatabaseLocation.of(url)).isEqualTo(DatabaseLocation.IN_MEMORY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:h2:file:/data/x", "jdbc:h2:./data/x", "jdbc:h2:~/x", "JDBC:h2:NIO:~/x",
			"jdbc:h2:nioMapped:~/x", "jdbc:h2:split:28:nio:~/x", "jdbc:h2:/data/memory", "jdbc:h2:C:/data/x",
			"jdbc:h2:file:./x;AUTO_SERVER=FALSE", "jdbc:h2:file:./x;ACCESS_MODE_DATA=rws",
			"jdbc:h2:file:./x;OLD_AUTO_SERVER=TRUE", "jdbc:hsqldb:file:/data/x", "jdbc:hsqldb:data/x",
			"jdbc:derby:data/x;create=true", "jdbc:derby:directory:x", "jdbc:derby:;databaseName=x",
			"r2dbc:h2:file:///./x", " jdbc:h2:./x" })
	void ofWhenFileOfOneProcess(String url) {
		assertThat(DatabaseLocation.of(url)).isEqualTo(DatabaseLocation.SINGLE_PROCESS_FILE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:h2:file:./x;AUTO_SERVER=TRUE", "jdbc:h2:./x;mode=MySQL;auto_server=true;USER=sa",
			"jdbc:h2:./x;ACCESS_MODE_DATA=r", "jdbc:h2:tcp://localhost/mem:x", "jdbc:h2:ssl://localhost/~/x",
			"jdbc:h2:zip:~/x.zip!/y", "jdbc:h2:classpath:x", "r2dbc:h2:file:///./x?options=AUTO_SERVER=TRUE",
			"jdbc:hsqldb:hsql://localhost/x", "jdbc:hsqldb:res:x", "jdbc:hsqldb:file:x;readonly=true",
			"jdbc:derby://localhost:1527/x", "jdbc:derby:jar:(x.jar)y", "jdbc:sqlite:/data/x.db",
			"jdbc:postgresql://localhost/h2:mem:", "r2dbc:postgresql://localhost/x", "jdbc:h22:mem:x", "" })
	void ofWhenElsewhere(String url) {
		assertThat(DatabaseLocation.of(url)).isEqualTo(DatabaseLocation.OTHER);
	}

	@Test
	void isH2TellsH2FromOthers() {
		assertThat(DatabaseLocation.isH2("jdbc:H2:./x")).isTrue();
		assertThat(DatabaseLocation.isH2("jdbc:hsqldb:x")).isFalse();
	}

}
