package io.clusterboot.web;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * {@link RuntimeHintsRegistrar} for the protocol, which Tomcat creates by name.
 *
 * @since 0.1.0
 */
public final class SharedPortRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection().registerType(SharedPortProtocol.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
	}

}
