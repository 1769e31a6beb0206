package io.clusterboot.socket;

/**
 * Counts the attempts to connect that one socket has dropped. The kernel's own count
 * starts again from 0 after 2^32.
 */
final class DropCount {

	private int seen;

	/**
	 * Note what the kernel says.
	 * @param drops the kernel's count
	 * @return how many there were since it was noted before
	 */
	long advance(int drops) {
		long more = Integer.toUnsignedLong(drops - this.seen);
		this.seen = drops;
		return more;
	}

}
