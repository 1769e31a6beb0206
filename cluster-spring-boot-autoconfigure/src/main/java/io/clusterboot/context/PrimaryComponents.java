package io.clusterboot.context;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import io.clusterboot.ClusterPrimaryComponent;
import io.clusterboot.messaging.ListenerMethods;
import io.clusterboot.messaging.MessageEventListeners;

/**
 * Finds the application's components for the primary, by their class files: no class of
 * the application is loaded for it but those. Where there is none, Spring's scanner is
 * not even begun with.
 */
class PrimaryComponents {

	private static final Log logger = LogFactory.getLog(PrimaryComponents.class);

	private final SpringApplication application;

	private final MarkedClassFiles files;

	private @Nullable FutureTask<Boolean> search;

	PrimaryComponents(SpringApplication application) {
		this.application = application;
		this.files = new MarkedClassFiles(new PathMatchingResourcePatternResolver(application.getClassLoader()));
	}

	/**
	 * Look for the components, beside what else there is to do before they are needed.
	 * @param environment knows the placeholders in names of packages
	 */
	void searchAhead(Environment environment) {
		FutureTask<Boolean> search = new FutureTask<>(() -> find(environment));
		Thread thread = new Thread(search, "cluster-components");
		thread.setDaemon(true);
		thread.start();
		this.search = search;
	}

	/**
	 * Register the components, and what makes annotations in them work.
	 * @param context the primary's context
	 */
	void registerIn(GenericApplicationContext context) {
		if (exist(context.getEnvironment()) && scan(context) > 0) {
			AnnotationConfigUtils.registerAnnotationConfigProcessors(context);
			context.registerBean(ListenerMethods.class);
			context.registerBean(MessageEventListeners.class);
			PrimaryJson.registerIn(context);
		}
	}

	/**
	 * Return whether there may be any component.
	 * @param environment knows the placeholders in names of packages
	 * @return {@code false} if there is none
	 */
	boolean exist(Environment environment) {
		FutureTask<Boolean> search = this.search;
		try {
			return (search != null) ? search.get() : find(environment);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			logger.debug("The search for components is repeated, to fail where that is reported", ex);
		}
		return find(environment);
	}

	private boolean find(Environment environment) {
		for (String name : packages()) {
			String path = ClassUtils.convertClassNameToResourcePath(environment.resolveRequiredPlaceholders(name));
			if (this.files.getResources("classpath*:" + path + "/**/*.class").length > 0) {
				return true;
			}
		}
		return false;
	}

	private int scan(GenericApplicationContext context) {
		ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(context, false,
				context.getEnvironment(), this.files);
		scanner.setIncludeAnnotationConfig(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ClusterPrimaryComponent.class));
		return scanner.scan(packages().toArray(String[]::new));
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
