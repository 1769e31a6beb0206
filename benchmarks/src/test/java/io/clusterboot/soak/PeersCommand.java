package io.clusterboot.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.clusterboot.load.Traffic;

/**
 * The same reloads under the same load, of other servers by their own means. Nothing is
 * promised for them: the table is what counts.
 */
class PeersCommand implements Callable<Boolean> {

	@Override
	public Boolean call() {
		List<Outcome> outcomes = new ArrayList<>();
		for (String name : Soak.options("peers", List.of("gunicorn", "puma", "pm2", "nginx"))) {
			for (List<Traffic> traffic : UnderLoad.traffic(Traffic.NEW_CONNECTION, Traffic.KEEP_ALIVE)) {
				outcomes.addAll(reload(name, traffic));
			}
		}
		System.out.println(Outcome.HEAD);
		outcomes.forEach(System.out::println);
		return true;
	}

	private List<Outcome> reload(String name, List<Traffic> traffic) {
		try (Peer peer = Peer.start(name)) {
			return new UnderLoad(name, peer.port(), Soak.option("rounds", 20), Soak.option("rate", 0)).run(traffic,
					(round) -> peer.reload());
		}
	}

}
