package io.clusterboot.messaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.clusterboot.ClusterMessageListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PayloadType}, as methods with payloads of different types see it.
 */
class PayloadTypeTests {

	@Test
	void messageGoesToTheMethodsThatTakeItsType() {
		try (MessageContext context = new MessageContext(Heard.class, Typed.class)) {
			context.send("hello");
			context.send(new byte[] { 1, 2 });
			context.send(new Order("tea", 2));
			assertThat(heard(context)).containsExactlyInAnyOrder("text hello", "any String", "bytes 2", "any byte[]",
					"order tea", "any Order");
		}
	}

	@Test
	void messageWhenElementsHaveATypeIsReadAsThat() {
		try (MessageContext context = new MessageContext(Heard.class, Generic.class)) {
			context.send(List.of(new Order("tea", 2), new Order("milk", 1)));
			context.send(Map.of("breakfast", new Order("tea", 2)));
			assertThat(heard(context)).containsExactlyInAnyOrder("list milk", "collection tea", "map tea");
		}
	}

	@Test
	void messageGoesToTheMethodsThatTakeAMoreGeneralType() {
		try (MessageContext context = new MessageContext(Heard.class, General.class)) {
			context.send(new Circle(2));
			context.send(new Box<>(new Order("tea", 2)));
			context.send(Map.of("tea", 2).values());
			context.send(3);
			assertThat(heard(context)).containsExactlyInAnyOrder("shape of 2", "holding tea", "values [2]", "number 3",
					"int 3");
		}
	}

	@Test
	void messageWhenItIsACollectionGoesToMethodsThatTakeAnImplementation() {
		try (MessageContext context = new MessageContext(Heard.class, Implementations.class)) {
			context.send(List.of(new Order("tea", 2)));
			context.send(Map.of("breakfast", new Order("milk", 2)));
			assertThat(heard(context)).containsExactly("array list tea", "tree map milk");
		}
	}

	@Test
	void messageWhenASuperclassLeavesTheTypeOpenGoesByTheActualType() {
		try (MessageContext context = new MessageContext(Heard.class, OfOrders.class)) {
			context.send("hello");
			context.send(new Order("tea", 2));
			assertThat(heard(context)).containsExactly("handled tea");
		}
	}

	@Test
	void messageWhenClassIsUnknownGoesToThoseThatTakeAnything() {
		try (MessageContext context = new MessageContext(Heard.class, Typed.class)) {
			context.sendUnknown("{\"a\":1}");
			assertThat(heard(context)).containsExactly("any LinkedHashMap");
		}
	}

	private static List<String> heard(MessageContext context) {
		return context.bean(Heard.class).all();
	}

	record Typed(Heard heard) {

		@ClusterMessageListener
		void onText(String text) {
			this.heard.add("text " + text);
		}

		@ClusterMessageListener
		void onBytes(byte[] bytes) {
			this.heard.add("bytes " + bytes.length);
		}

		@ClusterMessageListener
		void onOrder(Order order) {
			this.heard.add("order " + order.item());
		}

		@ClusterMessageListener
		void onAny(Object any) {
			this.heard.add("any " + any.getClass().getSimpleName());
		}

		@ClusterMessageListener
		void onOther(Integer number) {
			this.heard.add("number " + number);
		}

	}

	record Generic(Heard heard) {

		@ClusterMessageListener
		void onList(List<Order> orders) {
			this.heard.add("list " + orders.get(1).item());
		}

		@ClusterMessageListener
		void onCollection(Collection<Order> orders) {
			this.heard.add("collection " + orders.iterator().next().item());
		}

		@ClusterMessageListener
		void onMap(Map<String, Order> orders) {
			this.heard.add("map " + orders.get("breakfast").item());
		}

	}

	interface Shape {

	}

	record Circle(int radius) implements Shape {

	}

	interface Holding<T> {

		T held();

	}

	record Box<T>(T held) implements Holding<T> {

	}

	record General(Heard heard) {

		@ClusterMessageListener
		void onShape(Shape shape) {
			this.heard.add("shape of " + ((Circle) shape).radius());
		}

		@ClusterMessageListener
		void onHolding(Holding<Order> holding) {
			this.heard.add("holding " + holding.held().item());
		}

		@ClusterMessageListener
		void onValues(Collection<Integer> values) {
			this.heard.add("values " + values);
		}

		@ClusterMessageListener
		void onNumber(Number number) {
			this.heard.add("number " + number);
		}

		@ClusterMessageListener
		void onInt(int number) {
			this.heard.add("int " + number);
		}

	}

	record Implementations(Heard heard) {

		@ClusterMessageListener
		void onList(ArrayList<Order> orders) {
			this.heard.add("array list " + orders.get(0).item());
		}

		@ClusterMessageListener
		void onMap(TreeMap<String, Order> orders) {
			this.heard.add("tree map " + orders.get("breakfast").item());
		}

	}

	abstract static class Handler<T> {

		@ClusterMessageListener
		void onMessage(T message) {
			handle(message);
		}

		abstract void handle(T message);

	}

	static class OfOrders extends Handler<Order> {

		private final Heard heard;

		OfOrders(Heard heard) {
			this.heard = heard;
		}

		@Override
		void handle(Order order) {
			this.heard.add("handled " + order.item());
		}

	}

}
