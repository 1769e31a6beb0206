/* The cluster as a whole: figures, the reload, and the facts about the processes. */

function sum(workers, value) {
  return workers.reduce((total, worker) => total + value(worker), 0);
}

function shown(worker) {
  return worker.parked && worker.state === 'READY' ? 'PARKED' : worker.state;
}

function showFigures(status) {
  const slots = status.workers.filter((worker) => worker.holdsSlot);
  const heap = sum(status.workers, (worker) => worker.memory.heapUsed);
  text(byId('ready'), status.readyWorkers);
  text(byId('ready-of'), `of ${status.desiredWorkers}`);
  text(byId('desired'), plural(status.desiredWorkers, 'worker'));
  text(byId('active'), number(sum(status.workers, (worker) => worker.requests.active)));
  text(byId('connections'), `on ${plural(sum(status.workers, (worker) => worker.connections), 'connection')}`);
  text(byId('heap'), size(heap)[0]);
  text(byId('heap-unit'), size(heap)[1]);
  text(byId('heap-of'), `of ${bytesText(sum(status.workers, (worker) => worker.memory.heapMax))}`);
  text(byId('cpu'), number(sum(status.workers, (worker) => worker.cpu), 2));
  text(byId('threads'), plural(sum(status.workers, (worker) => worker.threads), 'thread'));
  text(byId('generation'), status.generation);
  text(byId('restarts'), plural(sum(slots, (worker) => worker.restarts), 'restart'));
  byId('segments').replaceChildren(...slots.map((worker) => {
    const segment = made('i', '');
    segment.dataset.state = shown(worker);
    return segment;
  }));
  document.title = `${status.readyWorkers}/${status.desiredWorkers} · ${document.documentElement.dataset.application}`;
}

function showRate(rate, values) {
  text(byId('rate'), measured(rate));
  line(byId('rate-line'), values);
}

function showLatency(latencies) {
  show(byId('latency-tile'), latencies !== null);
  byId('workers').classList.toggle('timed', latencies !== null);
  text(byId('latency'), measured(latencies?.get('all')));
}

function replaced(status) {
  return status.workers.filter((worker) => worker.holdsSlot && worker.state === 'READY'
    && worker.generation === status.reload.generation).length;
}

function reloadText(status) {
  const reload = status.reload;
  const name = `Reload ${reload.id} to generation ${reload.generation}`;
  if (reload.state === 'RUNNING') {
    const surge = status.workers.find((worker) => worker.replaces !== null);
    const now = surge ? `; the next worker ${surge.ordinal} is ${words(surge.state).toLowerCase()}` : '';
    return `${name}: ${replaced(status)} of ${status.desiredWorkers} workers replaced${now}.`;
  }
  const took = duration((Date.parse(reload.endTime) - Date.parse(reload.startTime)) / 1000);
  return reload.state === 'SUCCEEDED' ? `${name} succeeded in ${took} at ${clock(new Date(reload.endTime))}.`
    : `${name} failed at ${clock(new Date(reload.endTime))}: ${sentence(reload.reason)}`;
}

function showReload(status) {
  const panel = byId('reload-panel');
  show(panel, status.reload !== null);
  if (status.reload) {
    const progress = byId('reload-progress');
    panel.dataset.state = status.reload.state;
    text(byId('reload-text'), reloadText(status));
    show(progress, status.reload.state === 'RUNNING');
    progress.max = status.desiredWorkers;
    progress.value = Math.min(replaced(status), status.desiredWorkers);
  }
}

function listenerText(listener) {
  const sockets = listener.listen === 'SHARED' ? 'one socket for all workers' : 'a socket per worker';
  const steering = listener.steering === 'ACTIVE' ? 'steering active'
    : `steering ${listener.steering.toLowerCase()}` + (listener.steeringReason ? ` (${listener.steeringReason})` : '');
  return `${listener.address}:${listener.port}, ${sockets}, ${steering}`;
}

function showFacts(status) {
  const answered = status.answeredBy;
  const who = answered.ordinal === null ? 'The primary' : `Worker ${answered.ordinal}`;
  text(byId('listeners'), status.listeners.map(listenerText).join('\n') || NONE);
  text(byId('primary'), `pid ${status.primary.pid}, up ${duration(seconds(status.primary.uptime))}`);
  text(byId('answered'), `${who}, pid ${answered.pid}`);
}
