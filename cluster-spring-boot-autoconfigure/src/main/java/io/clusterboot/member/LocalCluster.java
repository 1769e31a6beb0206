package io.clusterboot.member;

import io.clusterboot.Cluster;

/**
 * Holds the cluster that this process belongs to. Of a type of its own, so that the bean
 * that an application asks for is the same whether there is a cluster or not.
 *
 * @param cluster the cluster
 * @since 0.1.0
 */
public record LocalCluster(Cluster cluster) {

}
