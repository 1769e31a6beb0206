package io.clusterboot.actuate.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Merges}.
 */
class MergesTests {

	private static final JsonMapper json = new JsonMapper();

	@Test
	void infoWhenWorkersDifferHasTheFirstInItsPlaceAndAllUnderWorkers() {
		assertMerged("info",
				"{'app':{'name':'shop'},'process':{'pid':1},'workers':{'0':{'process':{'pid':1}},"
						+ "'1':{'process':{'pid':2}}}}",
				"{'app':{'name':'shop'},'process':{'pid':1}}", "{'app':{'name':'shop'},'process':{'pid':2}}");
	}

	@Test
	void infoWhenWorkersAgreeIsTheirs() {
		assertMerged("info", "{'app':{'name':'shop'}}", "{'app':{'name':'shop'}}", "{'app':{'name':'shop'}}");
	}

	@Test
	void metricsHasAllNamesInOrder() {
		assertMerged("metrics", "{'names':['a','b','c']}", "{'names':['b','c']}", "{'names':['a','c']}");
	}

	@Test
	void meterWhenCountedIsAddedUpAndTheHighestIsKept() {
		assertMerged("metrics", "requiredMetricName",
				"{'name':'http','baseUnit':'seconds','measurements':[{'statistic':'COUNT','value':5.0},"
						+ "{'statistic':'TOTAL_TIME','value':1.5},{'statistic':'MAX','value':0.5}],"
						+ "'availableTags':[{'tag':'uri','values':['/','/a']},{'tag':'worker','values':['0','1']}]}",
				meter("http", "COUNT", 2, "TOTAL_TIME", 1, "MAX", 0.5, "uri", "/", "worker", "0"),
				meter("http", "COUNT", 3, "TOTAL_TIME", 0.5, "MAX", 0.25, "uri", "/a", "worker", "1"));
	}

	private static String meter(String name, String first, double one, String second, double two, String third,
			double three, String... tags) {
		List<String> available = new ArrayList<>();
		for (int i = 0; i < tags.length; i += 2) {
			available.add("{'tag':'%s','values':['%s']}".formatted(tags[i], tags[i + 1]));
		}
		return ("{'name':'%s','baseUnit':'seconds','measurements':[{'statistic':'%s','value':%s},{'statistic':'%s',"
				+ "'value':%s},{'statistic':'%s','value':%s}],'availableTags':[%s]}")
			.formatted(name, first, one, second, two, third, three, String.join(",", available));
	}

	@Test
	void meterWhenGaugeIsAddedUpUnlessItIsTheMachines() {
		assertValue("jvm.memory.used", "[]", 30, 10, 20);
		assertValue("system.cpu.usage", "[]", 20, 10, 20);
		assertValue("http.percentile", "[{'tag':'phi','values':['0.99']}]", 20, 10, 20);
	}

	@Test
	void meterWhenNotANumberCountsAsAbsent() {
		String nan = "{'name':'x','measurements':[{'statistic':'VALUE','value':'NaN'}],'availableTags':[]}";
		String one = "{'name':'x','measurements':[{'statistic':'VALUE','value':1.0}],'availableTags':[]}";
		assertMerged("metrics", "requiredMetricName", one, nan, one);
		assertMerged("metrics", "requiredMetricName", one, one, nan);
	}

	private void assertValue(String name, String tags, double expected, double... values) {
		String gauge = "{'name':'%s','measurements':[{'statistic':'VALUE','value':%s}],'availableTags':%s}";
		assertMerged("metrics", "requiredMetricName", gauge.formatted(name, expected, tags),
				gauge.formatted(name, values[0], tags), gauge.formatted(name, values[1], tags));
	}

	@Test
	void threadsAreToldByTheirWorker() {
		assertMerged("threaddump",
				"{'threads':[{'threadName':'worker-0/main','threadId':1,'lockOwnerId':-1},"
						+ "{'threadName':'worker-1/main','threadId':1000000001,'lockOwnerId':1000000007,"
						+ "'lockOwnerName':'worker-1/a'}]}",
				"{'threads':[{'threadName':'main','threadId':1,'lockOwnerId':-1}]}",
				"{'threads':[{'threadName':'main','threadId':1,'lockOwnerId':7,'lockOwnerName':'a'}]}");
	}

	@Test
	void threadsWhenTextAreOneText() {
		String text = (String) Merges.read("threaddump", Set.of()).merge(List.of(Part.of(0, "one"), Part.of(1, "two")));
		assertThat(text.lines()).containsExactly("=== Worker 0", "one", "=== Worker 1", "two");
	}

	@Test
	void environmentWhenSourcesDifferHasWhatIsCommonAndWhatIsNot() {
		assertMerged("env", """
				{'activeProfiles':[],'propertySources':[{'name':'file','properties':{'a':{'value':'1'}}},
				{'name':'system','properties':{'b':{'value':'2'}}},
				{'name':'system (worker 0)','properties':{'pid':{'value':'10'}}},
				{'name':'system (worker 1)','properties':{'pid':{'value':'11'}}}]}""", environment("10"),
				environment("11"));
	}

	private static String environment(String pid) {
		return """
				{'activeProfiles':[],'propertySources':[{'name':'file','properties':{'a':{'value':'1'}}},
				{'name':'system','properties':{'pid':{'value':'%s'},'b':{'value':'2'}}}]}""".formatted(pid);
	}

	@Test
	void propertyWhenWorkersDifferNamesTheWorkers() {
		assertMerged("env", "toMatch", """
				{'property':{'source':'system','value':'10'},'propertySources':[{'name':'file'},
				{'name':'system (worker 0)','property':{'value':'10'}},
				{'name':'system (worker 1)','property':{'value':'11'}}]}""", property("10"), property("11"));
	}

	private static String property(String pid) {
		return """
				{'property':{'source':'system','value':'%s'},'propertySources':[{'name':'file'},
				{'name':'system','property':{'value':'%s'}}]}""".formatted(pid, pid);
	}

	@Test
	void beansAreThoseOfAnyWorker() {
		assertMerged("beans", "{'contexts':{'app':{'beans':{'a':{'scope':'s'},'b':{'scope':'t'}}}}}",
				"{'contexts':{'app':{'beans':{'a':{'scope':'s'}}}}}",
				"{'contexts':{'app':{'beans':{'a':{'scope':'other'},'b':{'scope':'t'}}}}}");
	}

	@Test
	void mappingsWhenTheSameRequestsAreThereOnce() {
		assertMerged("mappings", "{'m':[{'predicate':'GET /','handler':'a$1'},{'predicate':'GET /b','handler':'b'}]}",
				"{'m':[{'predicate':'GET /','handler':'a$1'}]}",
				"{'m':[{'predicate':'GET /','handler':'a$2'},{'predicate':'GET /b','handler':'b'}]}");
	}

	@Test
	void scheduledTaskIsThereOnceAsTheOneThatRanItLastKnowsIt() {
		assertMerged("scheduledtasks",
				"{'cron':[],'fixedDelay':[{'runnable':{'target':'a'},'lastExecution':{'time':'2026-01-02'}}]}",
				"{'cron':[],'fixedDelay':[{'runnable':{'target':'a'}}]}",
				"{'cron':[],'fixedDelay':[{'runnable':{'target':'a'},'lastExecution':{'time':'2026-01-02'}}]}");
	}

	@Test
	void exchangesHaveTheNewestFirstAndEventsTheOldest() {
		assertMerged("httpexchanges",
				"{'exchanges':[{'timestamp':'2026-01-03T00:00:00.5Z'},"
						+ "{'timestamp':'2026-01-02T00:00:00Z'},{'timestamp':'2026-01-01T00:00:00Z'}]}",
				"{'exchanges':[{'timestamp':'2026-01-02T00:00:00Z'}]}",
				"{'exchanges':[{'timestamp':'2026-01-03T00:00:00.5Z'},{'timestamp':'2026-01-01T00:00:00Z'}]}");
		assertMerged("auditevents",
				"{'events':[{'timestamp':'2026-01-01T00:00:00Z'},{'timestamp':'2026-01-02T00:00:00Z'}]}",
				"{'events':[{'timestamp':'2026-01-02T00:00:00Z'}]}",
				"{'events':[{'timestamp':'2026-01-01T00:00:00Z'}]}");
	}

	@Test
	void startupHasTheStepsOfAllWorkersApart() {
		assertMerged("startup",
				"{'timeline':{'startTime':'2026-01-01','events':[{'startupStep':{'id':1,'parentId':0,'tags':"
						+ "[{'key':'worker','value':'0'}]}},{'startupStep':{'id':1000000001,'parentId':1000000000,"
						+ "'tags':[{'key':'a','value':'b'},{'key':'worker','value':'1'}]}}]}}",
				"{'timeline':{'startTime':'2026-01-02','events':[{'startupStep':{'id':1,'parentId':0,'tags':[]}}]}}",
				"{'timeline':{'startTime':'2026-01-01','events':[{'startupStep':{'id':1,'parentId':0,'tags':"
						+ "[{'key':'a','value':'b'}]}}]}}");
	}

	@Test
	void sessionsAreThereOnce() {
		assertMerged("sessions", "{'sessions':[{'id':'a','n':1},{'id':'b'}]}", "{'sessions':[{'id':'a','n':1}]}",
				"{'sessions':[{'id':'a','n':2},{'id':'b'}]}");
	}

	@Test
	void readWhenNothingIsKnownOfTheEndpointHasNoMerge() {
		assertThat(Merges.read("greeting", Set.of())).isNull();
	}

	@Test
	void mergeWhenNobodyFoundAnythingIsNothing() {
		List<Part> none = List.of(Part.of(0, null), Part.silent(1, "gone"));
		for (String endpoint : List.of("info", "metrics", "threaddump", "env", "beans", "scheduledtasks",
				"httpexchanges", "startup", "sessions")) {
			assertThat(Merges.read(endpoint, Set.of()).merge(none)).as(endpoint).isNull();
		}
	}

	@Test
	void mergeWhenOneIsSilentIsThatOfTheOthers() {
		Object one = tree("{'names':['a']}");
		assertThat(Merges.read("metrics", Set.of()).merge(List.of(Part.of(0, one), Part.silent(1, "gone"))))
			.isEqualTo(one);
	}

	private static void assertMerged(String endpoint, String expected, String... answers) {
		assertMerged(endpoint, Merges.read(endpoint, Set.of()), expected, answers);
	}

	private static void assertMerged(String endpoint, String parameter, String expected, String first, String second) {
		assertMerged(endpoint, Merges.read(endpoint, Set.of(parameter)), expected, first, second);
	}

	private static void assertMerged(String endpoint, @Nullable Merge merge, String expected, String... answers) {
		List<Part> parts = new ArrayList<>();
		for (String answer : answers) {
			parts.add(Part.of(parts.size(), tree(answer)));
		}
		assertThat(merge).as(endpoint).isNotNull();
		assertThat(json.valueToTree(merge.merge(parts)).toPrettyString())
			.isEqualTo(json.valueToTree(tree(expected)).toPrettyString());
	}

	private static Map<?, ?> tree(String text) {
		return json.readValue(text.replace('\'', '"'), Map.class);
	}

}
