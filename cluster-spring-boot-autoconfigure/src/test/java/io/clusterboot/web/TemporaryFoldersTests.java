package io.clusterboot.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

import io.clusterboot.worker.LeftoverLog;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TemporaryFolders}.
 */
class TemporaryFoldersTests {

	private final List<Path> noted = new ArrayList<>();

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);

	@Test
	void customizeWhenWorkerNotesTheFoldersThatBootMade() {
		List<Path> noted = noted();
		assertThat(noted).hasSize(2);
		assertThat(noted.get(0).getFileName().toString()).matches("tomcat\\.\\d+\\.\\d+");
		assertThat(noted.get(1).getFileName().toString()).matches("tomcat-docbase\\.\\d+\\.\\d+");
	}

	@Test
	void customizeWhenFoldersAreTheUsersNotesNone(@TempDir Path users) {
		this.factory.setBaseDirectory(users.toFile());
		this.factory.setDocumentRoot(users.toFile());
		assertThat(noted()).isEmpty();
	}

	@Test
	void customizeWhenNoWorkerChangesNothing() {
		new TemporaryFolders(this.beanFactory.getBeanProvider(LeftoverLog.class)).customize(this.factory);
		assertThat(this.factory.getContextCustomizers()).isEmpty();
	}

	private List<Path> noted() {
		LeftoverLog log = this.noted::add;
		this.beanFactory.registerSingleton("leftoverLog", log);
		new TemporaryFolders(this.beanFactory.getBeanProvider(LeftoverLog.class)).customize(this.factory);
		WebServer server = this.factory.getWebServer();
		server.destroy();
		return this.noted;
	}

}
