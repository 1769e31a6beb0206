package io.clusterboot.metrics.prometheus;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Exposition}: it finds what it is there to find.
 */
class ExpositionTests {

	@Test
	void readsWhatIsValid() {
		Exposition exposition = Exposition.openMetrics("""
				# TYPE a counter
				# HELP a Help.
				a_total{x="1"} 2.0 # {trace_id="t"} 1.0 1.000
				# TYPE h histogram
				h_bucket{le="1.0"} 1
				h_bucket{le="+Inf"} 2
				h_count 2
				h_sum 3.0
				# EOF
				""");
		assertThat(exposition.cumulative()).hasSize(5)
			.containsEntry(new Exposition.Sample("a", "a_total", Map.of("x", "1")), 2.0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "# TYPE a counter\na_total 1\n", "# TYPE a counter\na 1\n# EOF\n",
			"# TYPE a gauge\na 1\na 2\n# EOF\n", "# TYPE a gauge\na 1\n# TYPE a gauge\n# EOF\n",
			"# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\na{x=\"1\"} 1\n# EOF\n",
			"# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n# EOF\n", "# TYPE a counter\na_total -1\n# EOF\n",
			"# TYPE h histogram\nh_bucket{le=\"1.0\"} 2\nh_bucket{le=\"+Inf\"} 1\n# EOF\n",
			"# TYPE h histogram\nh_bucket{le=\"1.0\"} 2\n# EOF\n",
			"# TYPE h histogram\nh_bucket{le=\"+Inf\"} 2\nh_count 1\n# EOF\n", "# TYPE a gauge\na{x=\"1} 1\n# EOF\n",
			"# TYPE a gauge\na 1\n# EOF\n# EOF\n", "a 1\n# EOF\n" })
	void refusesWhatIsNot(String text) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Exposition.openMetrics(text));
	}

	@Test
	void refusesFamilyOfTwoTypesInText() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> Exposition.text("# TYPE x_total counter\nx_total 1\n# TYPE x_total gauge\nx_total 1\n"));
	}

}
