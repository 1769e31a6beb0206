package io.clusterboot.context;

import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

import io.clusterboot.member.JsonCodec;
import io.clusterboot.messaging.JacksonCodec;

/**
 * Gives the primary the JSON mapper that the properties of the application describe.
 * Customizers that are beans of the application do not exist here.
 */
final class PrimaryJson {

	private static final String AUTO_CONFIGURATION = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration";

	private PrimaryJson() {
	}

	static void registerIn(GenericApplicationContext context) {
		ClassLoader classLoader = context.getClassLoader();
		if (ClassUtils.isPresent(AUTO_CONFIGURATION, classLoader)) {
			new AnnotatedBeanDefinitionReader(context)
				.register(ClassUtils.resolveClassName(AUTO_CONFIGURATION, classLoader));
		}
		context.registerBean(JsonCodec.class,
				() -> new JacksonCodec(context.getBeanProvider(JsonMapper.class)
					.getIfAvailable(() -> JsonMapper.builder().findAndAddModules().build())),
				(definition) -> definition.setLazyInit(true));
	}

}
