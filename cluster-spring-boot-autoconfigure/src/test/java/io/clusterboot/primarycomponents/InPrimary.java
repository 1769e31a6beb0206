package io.clusterboot.primarycomponents;

import org.springframework.context.support.GenericApplicationContext;

import io.clusterboot.ClusterPrimaryComponent;

/**
 * A component of the primary.
 *
 * @param context the context that it is in
 * @since 0.1.0
 */
@ClusterPrimaryComponent
public record InPrimary(GenericApplicationContext context) {

}
