/* One row per worker, kept by slot: what a finger or the keyboard is on stays while the process changes. */

const rows = new Map();

/** Tell apart who holds a slot, who will hold it next, and who has held it and is on its way out. */
function assignPlaces(workers) {
  for (const worker of workers) {
    const newer = workers.some((other) => other.ordinal === worker.ordinal && other.replaces === null
      && other.id > worker.id);
    worker.place = worker.ordinal + (worker.replaces !== null ? '+' : newer ? `-${worker.id}` : '');
    worker.holdsSlot = worker.place === String(worker.ordinal);
  }
}

function row(worker) {
  const found = rows.get(worker.place);
  if (found) {
    return found;
  }
  const element = byId('row').content.firstElementChild.cloneNode(true);
  element.dataset.worker = worker.place;
  element.dataset.ordinal = worker.ordinal;
  for (const button of element.querySelectorAll('button')) {
    button.addEventListener('click', () => act(button.dataset.action, { worker: worker.ordinal }));
  }
  rows.set(worker.place, element);
  return element;
}

function arrange(workers) {
  const keys = workers.map((worker) => worker.place);
  for (const [name, element] of rows) {
    if (!keys.includes(name)) {
      element.remove();
      rows.delete(name);
      histories.delete(name);
    }
  }
  const body = byId('rows');
  workers.map(row).forEach((element, index) => {
    if (body.children[index] !== element) {
      body.insertBefore(element, body.children[index] ?? null);
    }
  });
}

function exitText(worker) {
  const exit = worker.lastExit;
  return exit ? `${exit.reason}, ${ago(exit.time)}` : '';
}

function fields(worker, rate, latency) {
  const running = worker.pid !== null;
  const known = worker.heartbeatAge !== null;
  const memory = worker.memory;
  const surge = worker.replaces !== null;
  return {
    'name': `Worker ${worker.ordinal}`,
    'state': words(shown(worker)),
    'process': running ? `pid ${worker.pid} · id ${worker.id} · gen ${worker.generation}`
      + (surge ? ` · replaces id ${worker.replaces}` : '') : `id ${worker.id} · no process`,
    'rate': known ? measured(rate) : NONE,
    'requests': `${number(worker.requests.active)} active · ${number(worker.requests.total)} in all`,
    'latency': measured(latency),
    'connections': number(worker.connections),
    'weight': `weight ${worker.weight}`,
    'heap': size(memory.heapUsed)[0],
    'heap-unit': size(memory.heapUsed)[1],
    'heap-of': memory.heapMax > 0 ? `of ${bytesText(memory.heapMax)}` : '',
    'rss': `rss ${bytesText(memory.rss)}`,
    'cpu': known ? number(worker.cpu, 2) : NONE,
    'threads': known ? plural(worker.threads, 'thread') : '',
    'heartbeat': known ? `${number(seconds(worker.heartbeatAge), 1)} s` : NONE,
    'uptime': running ? `up ${duration(seconds(worker.uptime))}` : '',
    'restarts': number(worker.restarts),
    'restarts-unit': worker.restarts === 1 ? 'restart' : 'restarts',
    'exit': exitText(worker)
  };
}

function showButtons(element, worker) {
  const [park, restart] = element.querySelectorAll('button');
  const mine = writable() && worker.holdsSlot;
  park.dataset.action = worker.parked ? 'resume' : 'park';
  text(park, worker.parked ? 'Resume' : 'Park');
  for (const button of [park, restart]) {
    show(button, mine);
    button.setAttribute('aria-label', `${button.textContent} worker ${worker.ordinal}`);
  }
}

function showWorker(worker, rate, latency) {
  const element = row(worker);
  element.dataset.state = shown(worker);
  for (const [name, value] of Object.entries(fields(worker, rate, latency))) {
    text(element.querySelector(`[data-field="${name}"]`), value);
  }
  fill(element.querySelector('.bar'), worker.memory.heapUsed, worker.memory.heapMax);
  showButtons(element, worker);
  line(element.querySelector('svg'), past(worker.place));
}

/** The order of the slots, a replacement below the one that it will replace. */
function showWorkers(workers, rates, latencies) {
  const sorted = [...workers].sort((a, b) => a.ordinal - b.ordinal || a.id - b.id);
  arrange(sorted);
  for (const worker of sorted) {
    const latency = worker.holdsSlot ? latencies?.get(String(worker.ordinal)) : NaN;
    showWorker(worker, rates.get(worker.id), latency);
  }
}
