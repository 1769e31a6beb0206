package io.clusterboot.autoconfigure;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that have not all of the optional libraries, with a class path
 * that really lacks them.
 */
class MissingLibrariesTests {

	private static final String[] BEANS = { "clusterEndpoint", "clusterHealthIndicator", "degradedStatusOrder",
			"clusterMetrics", "clusterFreshFigures", "clusterWideAdvisor", "clusterHealthRead", "clusterMetricsRead" };

	@ParameterizedTest
	@CsvSource({ "spring-boot-actuator|spring-boot-health|spring-boot-micrometer|micrometer-|jackson-, ''",
			"spring-boot-actuator, clusterHealthIndicator clusterMetrics",
			"spring-boot-health, clusterEndpoint clusterMetrics clusterFreshFigures "
					+ "clusterWideAdvisor clusterMetricsRead",
			"micrometer-|spring-boot-micrometer, clusterEndpoint clusterHealthIndicator degradedStatusOrder "
					+ "clusterWideAdvisor clusterHealthRead" })
	void whenLibrariesMissingHasTheRest(String missing, String beans) throws Exception {
		assertThat(String.join(" ", beansWithout(missing))).isEqualTo(beans);
	}

	@SuppressWarnings("unchecked")
	private List<String> beansWithout(String missing) throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader previous = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(classPathWithout(missing),
				ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(loader);
			Method run = loader.loadClass(Application.class.getName()).getMethod("run");
			return (List<String>) run.invoke(null);
		}
		finally {
			thread.setContextClassLoader(previous);
		}
	}

	private URL[] classPathWithout(String missing) {
		Pattern pattern = Pattern.compile("(" + missing + ").*\\.jar");
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(File::new)
			.filter((file) -> !pattern.matcher(file.getName()).matches())
			.map(MissingLibrariesTests::toUrl)
			.toArray(URL[]::new);
	}

	private static URL toUrl(File file) {
		try {
			return file.toURI().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * The application, loaded anew for each class path.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Application {

		public static List<String> run() {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.NONE)
				.run("--management.endpoints.web.exposure.include=*", "--spring.main.banner-mode=off",
						"--logging.level.root=off", "--spring.main.register-shutdown-hook=false")) {
				return Arrays.stream(BEANS).filter(context::containsBean).toList();
			}
		}

	}

}
