package io.clusterboot.messaging;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ResolvableType;

import io.clusterboot.ClusterMessageEvent;

/**
 * A method that gets messages as events. Spring would compare the type arguments, but of
 * a list it does not travel with a message what is in it: the class decides, and the
 * payload is read as what the method takes.
 */
final class MessageEventListener extends ApplicationListenerMethodAdapter {

	private final PayloadType payload;

	MessageEventListener(String beanName, Class<?> type, Method method) {
		super(beanName, type, method);
		ResolvableType event = ResolvableType
			.forType(GenericTypeResolver.resolveType(method.getGenericParameterTypes()[0], type));
		this.payload = event.hasGenerics() ? PayloadType.of(event.getGeneric().getType())
				: new PayloadType(Object.class);
	}

	@Override
	public boolean supportsEventType(ResolvableType eventType) {
		ResolvableType message = eventType.as(PayloadApplicationEvent.class).getGeneric().as(ClusterMessageEvent.class);
		boolean accepted = message != ResolvableType.NONE && this.payload.accepts(message.getGeneric().toClass());
		return accepted || super.supportsEventType(eventType);
	}

	@Override
	protected Object @Nullable [] resolveArguments(ApplicationEvent event) {
		return (event instanceof MessageEvent message) ? new Object[] { message.as(this.payload) }
				: super.resolveArguments(event);
	}

}
