package io.clusterboot.primarycomponents;

import org.springframework.stereotype.Component;

/**
 * A component of the application.
 *
 * @since 0.1.0
 */
@Component
public class InWorkers {

}
