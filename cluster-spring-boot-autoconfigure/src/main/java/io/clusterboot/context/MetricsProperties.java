package io.clusterboot.context;

/**
 * What the cluster does with the meters of the application.
 *
 * @since 0.1.0
 */
public class MetricsProperties {

	/**
	 * Whether each worker's meters have a tag "worker" with its ordinal.
	 */
	private boolean workerTag = true;

	public boolean isWorkerTag() {
		return this.workerTag;
	}

	public void setWorkerTag(boolean workerTag) {
		this.workerTag = workerTag;
	}

}
