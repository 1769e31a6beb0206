package com.example.setups;

import com.example.probe.ProbeApplication;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Listens on a second port with a connector of its own.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@Import(ProbeApplication.class)
public class ConnectorApplication {

	public static void main(String[] args) {
		SpringApplication.run(ConnectorApplication.class, args);
	}

	@Bean
	WebServerFactoryCustomizer<TomcatWebServerFactory> secondConnector() {
		return (factory) -> {
			Connector connector = new Connector(TomcatWebServerFactory.DEFAULT_PROTOCOL);
			connector.setPort(0);
			factory.addAdditionalConnectors(connector);
		};
	}

}
