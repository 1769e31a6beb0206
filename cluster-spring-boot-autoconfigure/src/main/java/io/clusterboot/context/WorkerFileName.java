package io.clusterboot.context;

import java.util.regex.Pattern;

import org.springframework.util.StringUtils;

/**
 * Name of a worker's own copy of a file that the application writes. A name that is the
 * worker's own already stays as it is.
 */
class WorkerFileName {

	private static final Pattern DEVICE = Pattern.compile("/(dev|proc)(/.*)?");

	private final String suffix;

	WorkerFileName(int ordinal) {
		this.suffix = ".worker-" + ordinal;
	}

	/**
	 * Return whether a path leads to a device such as /dev/stdout, which has no copies.
	 * @param path path of a file or folder
	 * @return {@code true} for a device
	 */
	static boolean isDevice(String path) {
		return DEVICE.matcher(StringUtils.cleanPath(path)).matches();
	}

	/**
	 * Return the worker's name for a file: {@code logs/app.log} becomes
	 * {@code logs/app.worker-0.log}.
	 * @param file path of the file
	 * @return the worker's own path
	 */
	String of(String file) {
		return isDevice(file) ? file : insert(file, extension(file));
	}

	/**
	 * Return the worker's name for a prefix to which a server adds the rest of the name.
	 * @param prefix the common prefix
	 * @return the worker's own prefix
	 */
	String ofPrefix(String prefix) {
		return insert(prefix, prefix.length());
	}

	/**
	 * Return the worker's folder below a common one.
	 * @param folder the common folder
	 * @return the worker's own folder
	 */
	String ofFolder(String folder) {
		String own = this.suffix.substring(1);
		String common = StringUtils.trimTrailingCharacter(folder, '/');
		return common.endsWith("/" + own) ? folder : common + "/" + own;
	}

	/**
	 * Return the worker's file name pattern, in which placeholders such as
	 * <code>%d{yyyy.MM.dd}</code> stay whole.
	 * @param pattern the common pattern
	 * @return the worker's own pattern
	 */
	String ofPattern(String pattern) {
		boolean own = Pattern.compile(Pattern.quote(this.suffix) + "(?!\\d)").matcher(pattern).find();
		return (own || isDevice(pattern)) ? pattern : insert(pattern, extension(pattern));
	}

	private String insert(String name, int position) {
		String base = name.substring(0, position);
		boolean own = base.endsWith(this.suffix) || name.endsWith(this.suffix);
		return own ? name : base + this.suffix + name.substring(position);
	}

	private static int extension(String path) {
		int separator = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
		int dot = path.lastIndexOf('.');
		// A dot that opens the name hides the file, one within braces belongs to a date.
		return (dot > separator + 1 && dot > path.lastIndexOf('}')) ? dot : path.length();
	}

}
