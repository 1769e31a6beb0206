package io.clusterboot.context;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import io.clusterboot.ClusterPrimaryComponent;
import io.clusterboot.messaging.ListenerMethods;
import io.clusterboot.messaging.MessageEventListeners;

/**
 * Finds the application's components for the primary, by their class files: no class of
 * the application is loaded for it but those.
 */
class PrimaryComponents {

	private final SpringApplication application;

	PrimaryComponents(SpringApplication application) {
		this.application = application;
	}

	/**
	 * Register the components, and what makes annotations in them work.
	 * @param context the primary's context
	 */
	void registerIn(GenericApplicationContext context) {
		String[] packages = packages().toArray(String[]::new);
		ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(context, false,
				context.getEnvironment(), context);
		scanner.setIncludeAnnotationConfig(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ClusterPrimaryComponent.class));
		if (packages.length > 0 && scanner.scan(packages) > 0) {
			AnnotationConfigUtils.registerAnnotationConfigProcessors(context);
			context.registerBean(ListenerMethods.class);
			context.registerBean(MessageEventListeners.class);
			PrimaryJson.registerIn(context);
		}
	}

	private Set<String> packages() {
		Set<String> packages = new LinkedHashSet<>();
		for (Object source : this.application.getAllSources()) {
			if (source instanceof Class<?> type) {
				packages.addAll(packages(type));
			}
		}
		return packages;
	}

	/**
	 * Return where Spring looks for the components of a class, or the package that it is
	 * in.
	 * @param source the class
	 * @return names of packages
	 */
	private Set<String> packages(Class<?> source) {
		Set<String> packages = new LinkedHashSet<>();
		for (ComponentScan scan : AnnotatedElementUtils.getMergedRepeatableAnnotations(source, ComponentScan.class)) {
			for (String names : scan.basePackages()) {
				packages.addAll(List.of(StringUtils.tokenizeToStringArray(names,
						ConfigurableApplicationContext.CONFIG_LOCATION_DELIMITERS)));
			}
			for (Class<?> type : scan.basePackageClasses()) {
				packages.add(ClassUtils.getPackageName(type));
			}
		}
		if (packages.isEmpty() && !ClassUtils.getPackageName(source).isEmpty()) {
			packages.add(ClassUtils.getPackageName(source));
		}
		return packages;
	}

}
