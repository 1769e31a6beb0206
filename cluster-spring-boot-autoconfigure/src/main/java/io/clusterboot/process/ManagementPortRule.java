package io.clusterboot.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Each worker has JMX and SNMP ports of its own.
 *
 * @param resources the worker's ports
 */
record ManagementPortRule(WorkerResources resources) implements OptionRule {

	private static final Pattern OPTION = Pattern
		.compile("(-Dcom\\.sun\\.management\\.(jmxremote|snmp)\\.(?:rmi\\.|local\\.)?port=)(\\d{1,5})");

	@Override
	public String apply(String option) {
		Matcher matcher = OPTION.matcher(option);
		if (!matcher.matches()) {
			return option;
		}
		String user = matcher.group(2).equals("snmp") ? "SNMP" : "JMX";
		return matcher.group(1) + this.resources.port(user, Integer.parseInt(matcher.group(3)));
	}

}
