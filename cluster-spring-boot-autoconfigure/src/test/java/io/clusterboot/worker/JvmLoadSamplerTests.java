package io.clusterboot.worker;

import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.clusterboot.WorkerLoad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link JvmLoadSampler}.
 */
class JvmLoadSamplerTests {

	private final AtomicLong cpuTime = new AtomicLong(1_000);

	private final AtomicLong time = new AtomicLong(5_000);

	private final JvmLoadSampler sampler = new JvmLoadSampler(Path.of("missing"), this.cpuTime::get, this.time::get,
			List.of());

	@Test
	@EnabledOnOs(OS.LINUX)
	void sampleWhenRealMeasuresThisJvm() {
		WorkerLoad load = new JvmLoadSampler().sample();
		assertThat(load.heapUsed()).isPositive().isLessThan(load.heapMax());
		assertThat(load.heapMax()).isEqualTo(Runtime.getRuntime().maxMemory());
		assertThat(load.rss()).isBetween(20L << 20, 8L << 30);
		assertThat(load.threads()).isGreaterThan(3);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void sampleWhenOneThreadComputesMeasuresAboutOneCore() {
		JvmLoadSampler real = new JvmLoadSampler();
		long end = System.nanoTime() + 300_000_000;
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(real.sample().cpu()).isBetween(0.1, (double) Runtime.getRuntime().availableProcessors());
	}

	@Test
	void sampleWhenProcessorWasUsedReturnsCoresSinceTheLastSample() {
		this.cpuTime.addAndGet(3_000);
		this.time.addAndGet(2_000);
		assertThat(this.sampler.sample().cpu()).isEqualTo(1.5, Offset.offset(0.001));
		this.time.addAndGet(2_000);
		assertThat(this.sampler.sample().cpu()).isZero();
		this.cpuTime.addAndGet(3_000);
		assertThat(this.sampler.sample().cpu()).isZero();
	}

	@Test
	void sampleWhenPlatformDoesNotTellReturnsNoRss() {
		assertThat(this.sampler.sample().rss()).isZero();
	}

	@Test
	void sampleWhenTrafficIsCountedReturnsIt() {
		assertThat(this.sampler.sample().connections()).isZero();
		this.sampler.traffic(new FixedTraffic(3, 77, 2, 100));
		WorkerLoad load = this.sampler.sample();
		assertThat(load.connections()).isEqualTo(3);
		assertThat(load.acceptedConnections()).isEqualTo(77);
		assertThat(load.activeRequests()).isEqualTo(2);
		assertThat(load.totalRequests()).isEqualTo(100);
	}

	@Test
	void sampleWhenNothingWasCollectedReturnsNoHeapAfterGc() {
		assertThat(this.sampler.sample().heapAfterGc()).isZero();
	}

	@Test
	void sampleWhenHeapWasCollectedReturnsWhatWasLeftInAllItsPools() {
		JvmLoadSampler collected = new JvmLoadSampler(Path.of("missing"), this.cpuTime::get, this.time::get,
				List.of(pool(MemoryType.HEAP, 7L), pool(MemoryType.HEAP, null), pool(MemoryType.HEAP, 4L),
						pool(MemoryType.NON_HEAP, 100L)));
		assertThat(collected.sample().heapAfterGc()).isEqualTo(11);
	}

	@Test
	void sampleWhenRealHeapWasCollectedReturnsWhatWasLeft() {
		System.gc();
		WorkerLoad load = new JvmLoadSampler().sample();
		assertThat(load.heapAfterGc()).isPositive().isLessThan(load.heapMax());
	}

	private static MemoryPoolMXBean pool(MemoryType type, @Nullable Long left) {
		MemoryPoolMXBean pool = mock(MemoryPoolMXBean.class);
		given(pool.getType()).willReturn(type);
		given(pool.getCollectionUsage()).willReturn((left != null) ? new MemoryUsage(0, left, left, -1) : null);
		return pool;
	}

	private record FixedTraffic(long connections, long acceptedConnections, long activeRequests,
			long totalRequests) implements TrafficCounters {

	}

}
