package io.clusterboot.context;

import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;

import io.clusterboot.member.JsonCodec;
import io.clusterboot.messaging.JsonLibrary;

/**
 * Gives the primary the JSON mapper that the properties of the application describe.
 * Mappers and customizers that are beans of the application do not exist here.
 */
final class PrimaryJson {

	private PrimaryJson() {
	}

	static void registerIn(GenericApplicationContext context) {
		AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(context);
		JsonLibrary.autoConfigurations(context.getClassLoader()).forEach(reader::register);
		context.registerBean(JsonCodec.class,
				() -> JsonLibrary.codec(context, context.getEnvironment(), context.getClassLoader()),
				(definition) -> definition.setLazyInit(true));
	}

}
