package io.clusterboot.context;

import java.io.File;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerPortFileWriter;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

import io.clusterboot.WorkerIdentity;

/**
 * The application's listeners that write the port into a file. Apart from
 * {@link PrimaryPortFile} because their module may be absent.
 */
final class PortFileWriters {

	private PortFileWriters() {
	}

	static void write(SpringApplication application, ConfigurableApplicationContext context, int port) {
		SharedPortEvent event = new SharedPortEvent(context, port);
		writers(application).forEach((writer) -> writer.onApplicationEvent(event));
	}

	static List<String> workerOptions(SpringApplication application, WorkerIdentity worker) {
		WorkerFileName name = new WorkerFileName(worker.ordinal());
		return writers(application).findFirst()
			.map((writer) -> List.of("-DPORTFILE=" + name.of(file(writer).getPath())))
			.orElseGet(List::of);
	}

	private static Stream<WebServerPortFileWriter> writers(SpringApplication application) {
		return application.getListeners()
			.stream()
			.filter(WebServerPortFileWriter.class::isInstance)
			.map(WebServerPortFileWriter.class::cast);
	}

	private static File file(WebServerPortFileWriter writer) {
		// Protected, so part of the API, and the only way to ask for the file's name.
		Method method = ReflectionUtils.findMethod(writer.getClass(), "getPortFile", ApplicationContext.class);
		Assert.state(method != null, "'method' must not be null");
		ReflectionUtils.makeAccessible(method);
		File file = (File) ReflectionUtils.invokeMethod(method, writer, new StaticApplicationContext());
		Assert.state(file != null, "'file' must not be null");
		return file;
	}

}
