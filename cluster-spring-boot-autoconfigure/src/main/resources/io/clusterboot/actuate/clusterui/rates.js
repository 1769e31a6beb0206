/* What can only be told from two answers: requests per second and the latency between them. */

const WINDOW = 60_000;

const histories = new Map();
const counted = new Map();
const timed = new Map();

function remember(key, value, at) {
  const points = histories.get(key) ?? [];
  points.push({ at, value: Number.isFinite(value) ? value : 0 });
  histories.set(key, points.filter((point) => at - point.at <= WINDOW));
}

function past(key) {
  return histories.get(key) ?? [];
}

/**
 * Requests per second of a process. The count is as old as the heartbeat that brought it; a process that is new has no
 * rate before its second one, so that a replacement never looks like a negative number.
 */
function requestRate(worker, now) {
  const at = now - (seconds(worker.heartbeatAge) || 0) * 1000;
  const last = counted.get(worker.id);
  if (!last || worker.requests.total < last.total) {
    counted.set(worker.id, { at, total: worker.requests.total, rate: NaN });
    return NaN;
  }
  if (at - last.at > 500) {
    const rate = (worker.requests.total - last.total) * 1000 / (at - last.at);
    counted.set(worker.id, { at, total: worker.requests.total, rate });
    return rate;
  }
  return last.rate;
}

function forgetOthers(workers) {
  const ids = new Set(workers.map((worker) => worker.id));
  [...counted.keys()].filter((id) => !ids.has(id)).forEach((id) => counted.delete(id));
}

function statistic(metric, name) {
  return metric.measurements?.find((one) => one.statistic === name)?.value ?? NaN;
}

/** Requests and milliseconds of one worker since the metric was read last. */
function sinceLast(ordinal, metric) {
  const next = { count: statistic(metric, 'COUNT'), time: statistic(metric, 'TOTAL_TIME') };
  const last = timed.get(ordinal);
  timed.set(ordinal, next);
  const count = last ? next.count - last.count : NaN;
  const millis = last ? (next.time - last.time) * 1000 : NaN;
  return count > 0 && millis >= 0 ? { count, millis } : { count: 0, millis: 0 };
}

/** Latencies by ordinal, with the mean of all as {@code all}; null where there is no such metric. */
async function readLatencies(url, workers) {
  const metric = await get(url);
  const tags = metric.availableTags?.find((tag) => tag.tag === 'worker')?.values ?? [];
  const ordinals = workers.map((worker) => String(worker.ordinal)).filter((ordinal) => tags.includes(ordinal));
  if (ordinals.length === 0) {
    return null;
  }
  const latencies = new Map();
  const all = { count: 0, millis: 0 };
  await Promise.all([...new Set(ordinals)].map(async (ordinal) => {
    const one = sinceLast(ordinal, await get(`${url}?tag=worker:${ordinal}`).catch(() => ({})));
    latencies.set(ordinal, one.millis / one.count);
    all.count += one.count;
    all.millis += one.millis;
  }));
  return latencies.set('all', all.millis / all.count);
}
