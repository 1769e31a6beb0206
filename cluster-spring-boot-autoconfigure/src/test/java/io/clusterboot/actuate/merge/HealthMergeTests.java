package io.clusterboot.actuate.merge;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HealthMerge}.
 */
class HealthMergeTests {

	private static final JsonMapper json = new JsonMapper();

	private final HealthMerge whole = new HealthMerge(HealthMergeTests::worst, true, true);

	private final HealthMerge component = new HealthMerge(HealthMergeTests::worst, false, true);

	private static String worst(List<String> statuses) {
		return statuses.contains("DOWN") ? "DOWN" : statuses.contains("UP") ? "UP" : "UNKNOWN";
	}

	@Test
	void mergeWhenOneWorkerIsDownIsDown() {
		assertMerged(this.whole,
				"{'status':'DOWN','components':{'db':{'status':'DOWN','components':{'0':{'status':'UP'},"
						+ "'1':{'status':'DOWN','details':{'error':'e'}}}}}}",
				Part.of(0, tree("{'status':'UP','components':{'db':{'status':'UP'}}}")),
				Part.of(1, tree("{'status':'DOWN','components':{'db':{'status':'DOWN','details':{'error':'e'}}}}")));
	}

	@Test
	void mergeWhenAWorkerIsSilentSaysSoAndIsAsTheOthers() {
		assertMerged(this.whole, "{'status':'UP','groups':['liveness'],'components':{'db':{'status':'UP','components':{"
				+ "'0':{'status':'UP','details':{'n':1}},'1':{'status':'UNKNOWN','details':{'error':'gone'}}}}}}",
				Part.of(0, tree("{'status':'UP','groups':['liveness'],'components':{'db':{'status':'UP',"
						+ "'details':{'n':1}}}}")),
				Part.silent(1, "gone"));
	}

	@Test
	void mergeWhenDetailsAreNotShownShowsNone() {
		assertMerged(this.whole, "{'status':'UP','groups':['g']}", Part.of(0, tree("{'status':'UP','groups':['g']}")),
				Part.silent(1, "secret"));
		assertMerged(this.whole,
				"{'status':'UP','components':{'db':{'status':'UP','components':{'0':{'status':'UP'},"
						+ "'1':{'status':'UNKNOWN'}}}}}",
				Part.of(0, tree("{'status':'UP','components':{'db':{'status':'UP'}}}")), Part.silent(1, "secret"));
	}

	@Test
	void mergeWhenTheComponentIsTheClusterItIsThereOnce() {
		assertMerged(this.whole, "{'status':'UP','components':{'cluster':{'status':'UP','details':{'ready':2}}}}",
				Part.of(0, tree("{'status':'UP','components':{'cluster':{'status':'UP','details':{'ready':2}}}}")),
				Part.of(1, tree("{'status':'UP','components':{'cluster':{'status':'UP','details':{'ready':2}}}}")));
	}

	@Test
	void mergeWhenOneComponentIsAskedForHasTheWorkersBelow() {
		assertMerged(this.component, "{'status':'UP','components':{'0':{'status':'UP'},'1':{'status':'UP'}}}",
				Part.of(0, tree("{'status':'UP'}")), Part.of(1, tree("{'status':'UP'}")));
		assertThat(this.component.merge(List.of(Part.of(0, null), Part.of(1, null)))).isNull();
	}

	@Test
	void mergeWhenComponentsAreDetailsHasTheWorkersBelowThem() {
		assertMerged(new HealthMerge(HealthMergeTests::worst, true, false),
				"{'status':'DOWN','groups':['g'],'details':{'db':{'status':'DOWN','details':{'0':{'status':'UP',"
						+ "'details':{'n':1}},'1':{'status':'DOWN'},'2':{'status':'UNKNOWN','details':{'error':'gone'}}}}}}",
				Part.of(0, tree("{'status':'UP','groups':['g'],'details':{'db':{'status':'UP','details':{'n':1}}}}")),
				Part.of(1, tree("{'status':'DOWN','details':{'db':{'status':'DOWN'}}}")), Part.silent(2, "gone"));
		assertMerged(new HealthMerge(HealthMergeTests::worst, false, false),
				"{'status':'UP','details':{'0':{'status':'UP'},'1':{'status':'UP'}}}",
				Part.of(0, tree("{'status':'UP'}")), Part.of(1, tree("{'status':'UP'}")));
	}

	private static void assertMerged(HealthMerge merge, String expected, Part... parts) {
		assertThat(json.valueToTree(merge.merge(List.of(parts))).toPrettyString())
			.isEqualTo(json.valueToTree(tree(expected)).toPrettyString());
	}

	private static Map<?, ?> tree(String text) {
		return json.readValue(text.replace('\'', '"'), Map.class);
	}

}
