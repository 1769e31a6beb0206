package io.clusterboot.messaging;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a listener takes. With a message travels the name of a class only: by that it is
 * decided who gets it, and what is read is as exact as both sides know.
 *
 * @param type the type, with its type arguments
 */
record PayloadType(Type type) {

	/**
	 * Create a new instance for a type as it is declared.
	 * @param declared the type; of a wildcard its bound counts
	 * @return a new instance
	 */
	static PayloadType of(Type declared) {
		return new PayloadType((declared instanceof WildcardType wildcard) ? wildcard.getUpperBounds()[0] : declared);
	}

	/**
	 * Return whether messages of a class are for this listener.
	 * @param sent the class that travels with the message: of a collection its interface,
	 * so that any implementation of that can be read
	 * @return {@code true} if it takes them
	 */
	boolean accepts(Class<?> sent) {
		return ClassUtils.isAssignable(raw(), sent) || (sent.isInterface() && sent.isAssignableFrom(raw()));
	}

	/**
	 * Return what to read a message as.
	 * @param sent the class that travels with the message
	 * @return the class that was sent, where this listener takes a more general one
	 */
	Type readAs(Class<?> sent) {
		boolean exact = raw() == sent || sent == Object.class;
		if (exact || sent.isInterface() || isHidden(sent)) {
			return this.type;
		}
		return (sent.getTypeParameters().length == 0) ? sent : withArguments(sent);
	}

	/**
	 * Return whether nobody but the JDK can create instances of a class, as of the values
	 * of a map.
	 * @param sent the class
	 * @return {@code true} if it cannot be read
	 */
	private static boolean isHidden(Class<?> sent) {
		return sent.getName().startsWith("java.") && !Modifier.isPublic(sent.getModifiers());
	}

	private Type withArguments(Class<?> sent) {
		List<Type> open = Arrays.stream(ResolvableType.forClass(sent).as(raw()).getGenerics())
			.map(ResolvableType::getType)
			.toList();
		ResolvableType[] arguments = Arrays.stream(sent.getTypeParameters())
			.map((variable) -> argument(open, variable))
			.toArray(ResolvableType[]::new);
		return ResolvableType.forClassWithGenerics(sent, arguments).getType();
	}

	private ResolvableType argument(List<Type> open, TypeVariable<?> variable) {
		int index = open.indexOf(variable);
		return (index >= 0) ? ResolvableType.forType(this.type).getGeneric(index)
				: ResolvableType.forClass(ResolvableType.forType(variable).toClass());
	}

	private Class<?> raw() {
		return ResolvableType.forType(this.type).toClass();
	}

}
