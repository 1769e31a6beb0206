package io.clusterboot.actuate.all;

import io.clusterboot.member.JsonCodec;

/**
 * Has the mapper that Boot keeps for endpoints alone.
 */
interface EndpointMapper {

	JsonCodec codec();

}
