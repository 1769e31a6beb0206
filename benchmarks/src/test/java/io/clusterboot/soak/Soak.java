package io.clusterboot.soak;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Runs one of the soak commands; ends with code 1 if what it found is not as it should
 * be.
 *
 * @since 0.1.0
 */
public final class Soak {

	private Soak() {
	}

	public static void main(String[] args) throws Exception {
		System.exit(command(String.join(" ", args)).call() ? 0 : 1);
	}

	private static Callable<Boolean> command(String name) {
		return switch (name) {
			case "load" -> new LoadCommand();
			case "calm" -> RollingCommand.calm();
			case "reload" -> RollingCommand.reload();
			case "reload-time" -> RollingCommand.reloadTime();
			case "scale" -> RollingCommand.scale();
			case "recycle" -> RollingCommand.recycle();
			case "restart" -> RollingCommand.restart();
			case "broken-jar" -> RollingCommand.brokenJar();
			case "kill" -> new KillCommand();
			case "pause" -> new PauseCommand();
			case "loss" -> new LossCommand();
			case "modes" -> new ModesCommand();
			case "balance" -> new BalanceCommand();
			case "peers" -> new PeersCommand();
			case "chaos" -> new ChaosCommand();
			case "figures" -> new FiguresCommand();
			case "counting" -> new CountingCommand();
			case "messages" -> new MessagesCommand();
			case "scrapes" -> new ScrapesCommand();
			case "prometheus" -> new PrometheusCommand();
			case "admin" -> new AdminCommand();
			default -> comparison(name);
		};
	}

	private static Callable<Boolean> comparison(String name) {
		return switch (name) {
			case "memory" -> new MemoryCommand();
			case "start" -> new StartCommand();
			case "footprint" -> new FootprintCommand();
			case "throughput" -> new ThroughputCommand();
			case "warm-up" -> new WarmUpCommand();
			case "classes" -> new ClassesCommand();
			case "scrape" -> new ScrapeCommand();
			case "scrape-http" -> new ScrapeHttpCommand();
			default -> throw new IllegalArgumentException("'" + name + "' is no command, see benchmarks/README.md");
		};
	}

	/**
	 * Return a number that the user may set.
	 * @param name name of the system property, without its prefix
	 * @param defaultValue value to use if it is not set
	 * @return the number
	 */
	static int option(String name, int defaultValue) {
		return Integer.getInteger("soak." + name, defaultValue);
	}

	/**
	 * Return words that the user may set, separated by commas.
	 * @param name name of the system property, without its prefix
	 * @param defaultValue value to use if it is not set
	 * @return the words
	 */
	static List<String> options(String name, List<String> defaultValue) {
		String value = System.getProperty("soak." + name);
		return (value != null) ? List.of(value.split(",")) : defaultValue;
	}

}
