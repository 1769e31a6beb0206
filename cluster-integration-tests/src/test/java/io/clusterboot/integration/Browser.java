package io.clusterboot.integration;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless Chromium that shows one page of an application and runs scripts in it. It
 * fetches them from the test, so that neither a driver nor a library has to match the
 * browser's version.
 */
final class Browser implements AutoCloseable {

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

	private static final List<String> OPTIONS = List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
			"--disable-dev-shm-usage", "--window-size=1200,1000");

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final JsonMapper json = new JsonMapper();

	private final BlockingQueue<String> scripts = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	private final ExecutorService threads = Executors.newCachedThreadPool(Browser::thread);

	private final HttpServer server;

	private final Jvm process;

	private final Path profile;

	private Browser(Path executable, RunningCluster cluster, Path output) throws IOException {
		this.profile = Files.createTempDirectory("cluster-browser-");
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/script", (exchange) -> respond(exchange, take(this.scripts)));
		this.server.createContext("/answer", this::answer);
		this.server.start();
		List<String> command = new ArrayList<>(List.of(executable.toString()));
		command.addAll(OPTIONS);
		command.add("--user-data-dir=" + this.profile);
		command.add("http://127.0.0.1:" + cluster.port() + "/driver.html?test=http://127.0.0.1:"
				+ this.server.getAddress().getPort());
		this.process = new Jvm(command, Map.of(), this.profile, output);
	}

	/**
	 * Return the browser on the {@code PATH}.
	 * @return the executable, if there is one
	 */
	static Optional<Path> executable() {
		return Stream.of(System.getenv("PATH").split(":"))
			.flatMap((directory) -> NAMES.stream().map((name) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * Write the page that drives the browser where the application serves it as
	 * {@code /driver.html}.
	 * @param directory a location of static resources
	 * @throws IOException if it cannot be written
	 */
	static void writeDriver(Path directory) throws IOException {
		try (InputStream driver = Browser.class.getResourceAsStream("browser-driver.html")) {
			Files.copy(driver, directory.resolve("driver.html"));
		}
	}

	static Browser open(Path executable, RunningCluster cluster, Path output) throws IOException {
		return new Browser(executable, cluster, output);
	}

	/**
	 * Run a script in the page.
	 * @param script an expression
	 * @return its value as text
	 */
	String run(String script) {
		this.scripts.add(script);
		JsonNode answer = json.readTree(take(this.answers));
		if (answer.has("error")) {
			throw new AssertionError(script + " failed: " + answer.get("error").asString());
		}
		return answer.get("value").asString("");
	}

	/**
	 * Have the browser show another page.
	 * @param path path of the page
	 */
	void show(String path) {
		run("location.href = " + json.writeValueAsString(path));
	}

	void click(String selector) {
		run(element(selector) + ".click()");
	}

	String text(String selector) {
		return run(element(selector) + ".innerText.trim()");
	}

	void type(String selector, String text) {
		run(element(selector) + ".value = " + json.writeValueAsString(text));
	}

	/**
	 * Return what went wrong in the page's scripts without being handled there.
	 * @return messages, one per line
	 */
	String errors() {
		return run("parent.eval('errors').join('\\n')");
	}

	private static String element(String selector) {
		return "document.querySelector(" + json.writeValueAsString(selector) + ")";
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.answers.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		respond(exchange, "");
	}

	private static void respond(HttpExchange exchange, String text) throws IOException {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
		exchange.sendResponseHeaders(200, (body.length != 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	private static String take(BlockingQueue<String> queue) {
		try {
			String text = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			if (text == null) {
				throw new AssertionError("The browser did not answer in " + PATIENCE);
			}
			return text;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "browser-channel");
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public void close() throws IOException {
		this.process.terminate();
		this.process.awaitExit(Duration.ofSeconds(20));
		this.server.stop(0);
		this.threads.shutdownNow();
		FileSystemUtils.deleteRecursively(this.profile);
	}

}
