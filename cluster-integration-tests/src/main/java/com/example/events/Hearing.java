package com.example.events;

import java.util.List;
import java.util.Map;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import io.clusterboot.Cluster;
import io.clusterboot.ClusterEvent;
import io.clusterboot.ClusterMessageEvent;
import io.clusterboot.ClusterMessageListener;
import io.clusterboot.ClusterReadyEvent;
import io.clusterboot.ClusterSetupEvent;
import io.clusterboot.ReloadFinishedEvent;
import io.clusterboot.Worker;
import io.clusterboot.WorkerDisconnectedEvent;
import io.clusterboot.WorkerExitedEvent;
import io.clusterboot.WorkerForkedEvent;
import io.clusterboot.WorkerListeningEvent;
import io.clusterboot.WorkerOnlineEvent;
import io.clusterboot.WorkerReadyEvent;

/**
 * Prints what is heard, one line each.
 */
class Hearing {

	private final Cluster cluster;

	Hearing(Cluster cluster) {
		this.cluster = cluster;
	}

	@EventListener
	@Order(0)
	void fails(ClusterEvent event) {
		throw new IllegalStateException("this listener always fails");
	}

	@EventListener
	@Order(1)
	void heard(ClusterEvent event) {
		if (event instanceof ClusterSetupEvent setup) {
			print("setup " + setup.settings().arguments().size());
		}
		else if (event instanceof ClusterReadyEvent ready) {
			print("all ready " + ready.status().readyWorkers());
		}
		else if (event instanceof ReloadFinishedEvent finished) {
			print("reload " + finished.reload().id() + " " + finished.reload().state());
		}
		else {
			heardOfWorker(event);
		}
	}

	private void heardOfWorker(ClusterEvent event) {
		if (event instanceof WorkerForkedEvent forked) {
			print(forked.worker(), "fork");
		}
		else if (event instanceof WorkerOnlineEvent online) {
			print(online.worker(), "online");
		}
		else if (event instanceof WorkerListeningEvent listening) {
			print(listening.worker(), "listening " + listening.address() + ":" + listening.port());
		}
		else if (event instanceof WorkerReadyEvent ready) {
			print(ready.worker(), "ready");
		}
		else if (event instanceof WorkerDisconnectedEvent disconnected) {
			print(disconnected.worker(), "disconnect");
		}
		else if (event instanceof WorkerExitedEvent exited) {
			print(exited.worker(), "exit " + exited.code() + " " + exited.signal() + " "
					+ exited.worker().exitedAfterDisconnect() + " " + exited.worker().isDead());
		}
	}

	@EventListener
	void text(ClusterMessageEvent<String> event) {
		print("event text " + event.payload() + " from " + name(event.sender()));
	}

	@EventListener
	void order(ClusterMessageEvent<Purchase> event) {
		print("event order " + event.payload().name() + " from " + name(event.sender()));
	}

	@ClusterMessageListener
	Purchase next(Purchase order, Worker sender) {
		print("method order " + order.name() + " " + order.items() + " from " + name(sender));
		if (order.name().equals("bad")) {
			throw new IllegalArgumentException("no such order");
		}
		return new Purchase(order.name() + " taken", order.items());
	}

	@ClusterMessageListener
	void all(List<Purchase> orders) {
		print("method orders " + orders.get(0).name());
	}

	@ClusterMessageListener
	void bytes(byte[] bytes) {
		print("method bytes " + bytes.length);
	}

	private String name(Worker worker) {
		return (worker != null) ? "worker " + worker.id() : "primary";
	}

	private void print(Worker worker, String what) {
		print(what + " #" + worker.id());
	}

	private void print(String what) {
		String self = this.cluster.worker().map(this::name).orElse("primary");
		System.out.println("HEARD by " + self + ": " + what);
	}

	/**
	 * A message with some structure.
	 *
	 * @param name name of the order
	 * @param items how many of what
	 */
	record Purchase(String name, Map<String, Integer> items) {

	}

}
