/* What has changed from one answer to the next, in words. */

const LONGEST_LOG = 100;

let former = null;

function log(what, kind = '') {
  const when = new Date();
  const entry = made('li', '', kind);
  const time = made('time', clock(when));
  time.dateTime = when.toISOString();
  entry.append(time, made('span', what));
  const list = byId('activity');
  list.prepend(entry);
  while (list.children.length > LONGEST_LOG) {
    list.lastElementChild.remove();
  }
}

const MOVES = {
  STARTING: (worker) => [`Worker ${worker.ordinal} starts as process ${worker.pid}.`],
  READY: (worker) => [`Worker ${worker.ordinal} is ready: pid ${worker.pid}, generation ${worker.generation}.`, 'good'],
  PARKED: (worker) => [`Worker ${worker.ordinal} is parked: it gets no new connections.`, 'warn'],
  STOPPING: (worker) => [`Worker ${worker.ordinal} stops: pid ${worker.pid}.`],
  BACKING_OFF: (worker) => [`Worker ${worker.ordinal} waits before its next start.`, 'warn'],
  FAILED: (worker) => [`Worker ${worker.ordinal} has failed and is not started again.`, 'bad'],
  STOPPED: (worker) => [`Worker ${worker.ordinal} has stopped.`]
};

function logWorker(worker, last) {
  if (worker.holdsSlot && worker.lastExit && worker.lastExit.time !== last?.lastExit?.time) {
    const planned = worker.restarts === last?.restarts;
    log(`Worker ${worker.ordinal} exited: ${sentence(worker.lastExit.reason)}`, planned ? '' : 'bad');
  }
  if (!last || last.id !== worker.id || shown(last) !== shown(worker)) {
    log(...(MOVES[shown(worker)] ?? (() => [`Worker ${worker.ordinal}: ${words(worker.state)}.`]))(worker));
  }
}

function logReload(status) {
  const reload = status.reload;
  if (reload && (reload.id !== former.reload?.id || reload.state !== former.reload?.state)) {
    const kinds = { SUCCEEDED: 'good', FAILED: 'bad' };
    log(reload.state === 'RUNNING' ? `Reload ${reload.id} to generation ${reload.generation} began.`
      : reloadText(status), kinds[reload.state] ?? '');
  }
}

function logChanges(status) {
  if (former === null) {
    former = status;
    log(`${status.readyWorkers} of ${plural(status.desiredWorkers, 'worker')} ready.`);
    return;
  }
  if (status.desiredWorkers !== former.desiredWorkers) {
    log(`Scaled from ${former.desiredWorkers} to ${plural(status.desiredWorkers, 'worker')}.`);
  }
  logReload(status);
  for (const worker of status.workers) {
    logWorker(worker, former.workers.find((one) => one.place === worker.place));
  }
  former = status;
}
