package io.clusterboot.context;

import org.springframework.util.unit.DataSize;

/**
 * Messages between the processes of the cluster.
 *
 * @since 0.1.0
 */
public class MessagesProperties {

	/**
	 * Largest message that can be sent.
	 */
	private DataSize maxSize = DataSize.ofMegabytes(1);

	public DataSize getMaxSize() {
		return this.maxSize;
	}

	public void setMaxSize(DataSize maxSize) {
		this.maxSize = maxSize;
	}

}
