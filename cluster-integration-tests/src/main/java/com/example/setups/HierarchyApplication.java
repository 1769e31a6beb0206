package com.example.setups;

import com.example.probe.ProbeApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/**
 * The probe as the lower of two contexts.
 *
 * @since 0.1.0
 */
public final class HierarchyApplication {

	private HierarchyApplication() {
	}

	public static void main(String[] args) {
		new SpringApplicationBuilder().parent(Upper.class).child(ProbeApplication.class).run(args);
		System.out.println("PROBE main returned in " + ProcessHandle.current().pid());
	}

	/**
	 * The upper context.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Upper {

	}

}
