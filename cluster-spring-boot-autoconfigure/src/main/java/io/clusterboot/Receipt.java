package io.clusterboot;

/**
 * What a process has handled of another one's messages and has not told it yet.
 *
 * @param messages how many messages
 * @param bytes their sizes together
 * @since 0.1.0
 */
public record Receipt(int messages, long bytes) {

	/**
	 * Nothing was handled.
	 */
	public static final Receipt NONE = new Receipt(0, 0);

	/**
	 * Return whether there is nothing to tell.
	 * @return {@code true} if nothing was handled
	 */
	public boolean isEmpty() {
		return this.messages == 0;
	}

	/**
	 * Add what was handled after this.
	 * @param other what was handled after this
	 * @return both together
	 */
	public Receipt plus(Receipt other) {
		return new Receipt(this.messages + other.messages, this.bytes + other.bytes);
	}

}
