package io.clusterboot.context;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database lives, seen from several processes that open it.
 */
enum DatabaseLocation {

	/**
	 * In the memory of the process that opens it.
	 */
	IN_MEMORY,

	/**
	 * In a file that only one process can open.
	 */
	SINGLE_PROCESS_FILE,

	/**
	 * Anywhere else; several processes may use it.
	 */
	OTHER;

	private static final Pattern URL = Pattern.compile(
			"(?:jdbc|r2dbcs?):(?:(?:p6spy|otel|log4jdbc|pool|proxy):)*(h2|hsqldb|derby|sqlite):(.*)", Pattern.DOTALL);

	private static final Pattern H2_FILE_SYSTEM = Pattern
		.compile("^(?:(?:file|split(?::\\d+)?|nio|niomapped|async|retry|rec|cipher):)+");

	private static final Pattern H2_MEMORY = Pattern.compile("(?:mem|(?:nio)?mem(?:fs|lz)):.*", Pattern.DOTALL);

	private static final Pattern H2_SHARED = Pattern.compile("(?:tcp|ssl|zip|classpath):.*", Pattern.DOTALL);

	private static final Pattern H2_SHARED_FILE = setting("auto_server=(?:true|t|yes|y|1)|access_mode_data=r");

	private static final Pattern HSQLDB_MEMORY = Pattern.compile("(?:mem:.*|\\.(?:;.*)?)", Pattern.DOTALL);

	private static final Pattern HSQLDB_SHARED = Pattern.compile("(?:hsqls?|https?|res):.*", Pattern.DOTALL);

	private static final Pattern HSQLDB_SHARED_FILE = setting("(?:files_)?readonly=true");

	private static final Pattern DERBY_SHARED = Pattern.compile("(?://|classpath:|jar:).*", Pattern.DOTALL);

	private static final Pattern SQLITE_MEMORY = Pattern.compile("(?:file)?:memory:.*|.*[?&]mode=memory.*",
			Pattern.DOTALL);

	/**
	 * Return where the database of a connection URL lives.
	 * @param url a JDBC or R2DBC URL
	 * @return the location
	 */
	static DatabaseLocation of(String url) {
		Matcher matcher = matcher(url);
		if (!matcher.matches()) {
			return OTHER;
		}
		String rest = matcher.group(2);
		return switch (matcher.group(1)) {
			case "h2" -> ofH2(rest);
			case "hsqldb" -> ofHsqldb(rest);
			case "derby" -> ofDerby(rest);
			default -> SQLITE_MEMORY.matcher(rest).matches() ? IN_MEMORY : OTHER;
		};
	}

	static boolean isH2(String url) {
		Matcher matcher = matcher(url);
		return matcher.matches() && "h2".equals(matcher.group(1));
	}

	private static Matcher matcher(String url) {
		return URL.matcher(url.trim().toLowerCase(Locale.ROOT));
	}

	private static DatabaseLocation ofH2(String rest) {
		String database = H2_FILE_SYSTEM.matcher(rest).replaceFirst("");
		if (H2_MEMORY.matcher(database).matches()) {
			return IN_MEMORY;
		}
		boolean shared = H2_SHARED.matcher(database).matches() || H2_SHARED_FILE.matcher(database).find();
		return shared ? OTHER : SINGLE_PROCESS_FILE;
	}

	private static DatabaseLocation ofHsqldb(String rest) {
		if (HSQLDB_MEMORY.matcher(rest).matches()) {
			return IN_MEMORY;
		}
		boolean shared = HSQLDB_SHARED.matcher(rest).matches() || HSQLDB_SHARED_FILE.matcher(rest).find();
		return shared ? OTHER : SINGLE_PROCESS_FILE;
	}

	private static DatabaseLocation ofDerby(String rest) {
		if (rest.startsWith("memory:")) {
			return IN_MEMORY;
		}
		return DERBY_SHARED.matcher(rest).matches() ? OTHER : SINGLE_PROCESS_FILE;
	}

	private static Pattern setting(String settings) {
		// R2DBC carries the settings of H2 in an option: ?options=AUTO_SERVER=TRUE
		return Pattern.compile("[;?&=]\\s*(?:%s)\\s*(?:[;&]|$)".formatted(settings));
	}

}
