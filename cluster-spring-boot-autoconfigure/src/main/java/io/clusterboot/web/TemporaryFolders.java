package io.clusterboot.web;

import java.nio.file.Path;

import org.apache.catalina.Context;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

import io.clusterboot.worker.LeftoverLog;

/**
 * {@link WebServerFactoryCustomizer} that notes the temporary folders that Boot makes for
 * Tomcat and a killed worker leaves behind.
 *
 * @since 0.1.0
 */
public final class TemporaryFolders implements WebServerFactoryCustomizer<TomcatWebServerFactory> {

	private final ObjectProvider<LeftoverLog> leftovers;

	/**
	 * Create a new {@link TemporaryFolders} instance.
	 * @param leftovers where a worker notes its folders; nothing in any other process
	 */
	public TemporaryFolders(ObjectProvider<LeftoverLog> leftovers) {
		this.leftovers = leftovers;
	}

	@Override
	public void customize(TomcatWebServerFactory factory) {
		this.leftovers.ifAvailable((worker) -> factory.addContextCustomizers((context) -> note(context, worker)));
	}

	private void note(Context context, LeftoverLog worker) {
		note(context.getCatalinaBase().toPath(), "tomcat", worker);
		note(Path.of(context.getDocBase()), "tomcat-docbase", worker);
	}

	private void note(Path folder, String prefix, LeftoverLog worker) {
		Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
		String name = String.valueOf(folder.getFileName());
		if (temporary.equals(folder.toAbsolutePath().getParent()) && name.matches(prefix + "\\.\\d+\\.\\d+")) {
			worker.add(folder);
		}
	}

}
