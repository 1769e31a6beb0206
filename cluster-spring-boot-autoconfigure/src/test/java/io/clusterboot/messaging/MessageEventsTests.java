package io.clusterboot.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;

import io.clusterboot.ClusterMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageEvent}, {@link MessageEventListeners} and each
 * {@link MessageEventListener}.
 */
class MessageEventsTests {

	private static final Order TEA = new Order("tea", 2);

	@Test
	void messageIsAnEventByTheTypeOfThePayload() {
		try (MessageContext context = new MessageContext(Heard.class, Events.class)) {
			context.send("hello");
			context.send(TEA);
			assertThat(heard(context)).containsExactlyInAnyOrder("text hello from 1", "any String", "order tea",
					"any Order");
		}
	}

	@Test
	void messageWhenElementsHaveATypeIsReadAsThat() {
		try (MessageContext context = new MessageContext(Heard.class, Elements.class)) {
			context.send(List.of(TEA));
			context.send(Map.of("breakfast", TEA));
			assertThat(heard(context)).containsExactlyInAnyOrder("list tea", "wildcards LinkedHashMap",
					"array list tea", "map tea");
		}
	}

	@Test
	void messageWhenItIsAnArrayAnEnumOrAGenericRecordIsReadAsThat() {
		try (MessageContext context = new MessageContext(Heard.class, Others.class)) {
			context.send(new Order[] { TEA });
			context.send(new int[] { 1, 2 });
			context.send(Size.LARGE);
			context.send(new Pair<>(TEA, List.of(Size.LARGE)));
			assertThat(heard(context)).containsExactly("array tea", "numbers 2", "size LARGE", "pair tea LARGE");
		}
	}

	@Test
	void messageGoesToListenersOfAMoreGeneralType() {
		try (MessageContext context = new MessageContext(Heard.class, General.class)) {
			context.send(TEA);
			context.send(7);
			assertThat(heard(context)).containsExactlyInAnyOrder("object Order", "record Order", "object Integer",
					"number 7");
		}
	}

	@Test
	void messageWhenASuperclassLeavesTheTypeOpenGoesByTheActualType() {
		try (MessageContext context = new MessageContext(Heard.class, OfOrders.class)) {
			context.send(List.of(TEA));
			context.send("hello");
			assertThat(heard(context)).containsExactly("handled tea");
		}
	}

	@Test
	void messageWhenClassIsUnknownGoesToThoseThatTakeAnything() {
		try (MessageContext context = new MessageContext(Heard.class, Events.class, General.class)) {
			context.sendUnknown("{\"a\":1}");
			assertThat(heard(context)).containsExactlyInAnyOrder("any LinkedHashMap", "object LinkedHashMap");
		}
	}

	@Test
	void messageReachesOrdinaryListenersOfItsClass() {
		try (MessageContext context = new MessageContext(Heard.class, Ordinary.class, Named.class)) {
			context.send(List.of("tea"));
			assertThat(heard(context)).containsExactlyInAnyOrder("ordinary [tea]", "named [tea]");
		}
	}

	@Test
	void eventOfTheApplicationsOwnReachesListenersAsAlways() {
		try (MessageContext context = new MessageContext(Heard.class, Events.class)) {
			context.publish(new ClusterMessageEvent<>(null, "hello", null));
			assertThat(heard(context)).contains("any String");
		}
	}

	private static List<String> heard(MessageContext context) {
		return context.bean(Heard.class).all();
	}

	record Pair<A, B>(A first, List<B> second) {

	}

	enum Size {

		SMALL, LARGE

	}

	record Events(Heard heard) {

		@EventListener
		void onText(ClusterMessageEvent<String> event) {
			this.heard.add("text " + event.payload() + " from " + event.sender().id());
		}

		@EventListener
		void onOrder(ClusterMessageEvent<Order> event) {
			this.heard.add("order " + event.payload().item());
		}

		@EventListener
		void onAny(ClusterMessageEvent<?> event) {
			this.heard.add("any " + event.payload().getClass().getSimpleName());
		}

	}

	record Elements(Heard heard) {

		@EventListener
		void onList(ClusterMessageEvent<List<Order>> event) {
			this.heard.add("list " + event.payload().get(0).item());
		}

		@EventListener
		void onWildcards(ClusterMessageEvent<List<?>> event) {
			this.heard.add("wildcards " + event.payload().get(0).getClass().getSimpleName());
		}

		@EventListener
		void onArrayList(ClusterMessageEvent<ArrayList<Order>> event) {
			this.heard.add("array list " + event.payload().get(0).item());
		}

		@EventListener
		void onMap(ClusterMessageEvent<Map<String, Order>> event) {
			this.heard.add("map " + event.payload().get("breakfast").item());
		}

	}

	record Others(Heard heard) {

		@EventListener
		void onArray(ClusterMessageEvent<Order[]> event) {
			this.heard.add("array " + event.payload()[0].item());
		}

		@EventListener
		void onNumbers(ClusterMessageEvent<int[]> event) {
			this.heard.add("numbers " + event.payload().length);
		}

		@EventListener
		void onSize(ClusterMessageEvent<Size> event) {
			this.heard.add("size " + event.payload());
		}

		@EventListener
		void onPair(ClusterMessageEvent<Pair<Order, Size>> event) {
			this.heard.add("pair " + event.payload().first().item() + " " + event.payload().second().get(0));
		}

	}

	record General(Heard heard) {

		@EventListener
		void onObject(ClusterMessageEvent<Object> event) {
			this.heard.add("object " + event.payload().getClass().getSimpleName());
		}

		@EventListener
		void onRecord(ClusterMessageEvent<Record> event) {
			this.heard.add("record " + event.payload().getClass().getSimpleName());
		}

		@EventListener
		void onNumber(ClusterMessageEvent<? extends Number> event) {
			this.heard.add("number " + event.payload().intValue());
		}

	}

	abstract static class Handler<T> {

		@EventListener
		void onEvent(ClusterMessageEvent<List<T>> event) {
			handle(event.payload().get(0));
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

	record Named(Heard heard) {

		@EventListener(ClusterMessageEvent.class)
		void onEvent(ClusterMessageEvent<?> event) {
			this.heard.add("named " + event.payload());
		}

	}

	record Ordinary(Heard heard) implements ApplicationListener<PayloadApplicationEvent<ClusterMessageEvent<List<?>>>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<ClusterMessageEvent<List<?>>> event) {
			this.heard.add("ordinary " + event.getPayload().payload());
		}

	}

}
