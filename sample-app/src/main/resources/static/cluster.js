import { get, send } from './http.js';

const ASKED = {
  crash: 'Kill signal sent.',
  hang: 'Stop signal sent. The primary misses its heartbeat within 3 s.',
  wake: 'Continue signal sent.',
  slow: 'Asked to be slow.',
  fast: 'Asked to be fast again.'
};
const REQUESTS = 100;
const PARALLEL = 6;

const workers = document.getElementById('workers');
const summary = document.getElementById('summary');
const template = document.getElementById('worker-template');
const sent = document.getElementById('sent');
let slowdowns = {};

function duration(seconds) {
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']]
    .map(([size, unit], index, all) => [Math.floor((index ? seconds % all[index - 1][0] : seconds) / size), unit])
    .filter(([count, unit]) => count || unit === 's');
  return parts.slice(0, 2).map(([count, unit]) => `${count}\u00a0${unit}`).join(' ');
}

function seconds(iso) {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(iso || '');
  const [, hours = 0, minutes = 0, rest = 0] = match || [];
  return hours * 3600 + minutes * 60 + Number(rest);
}

function megabytes(bytes) {
  return Math.round(bytes / 1048576);
}

function card(ordinal) {
  const found = workers.querySelector(`[data-ordinal="${ordinal}"]`);
  if (found) {
    return found;
  }
  const made = template.content.firstElementChild.cloneNode(true);
  made.dataset.ordinal = ordinal;
  made.querySelector('h3').textContent = 'Worker ' + ordinal;
  for (const button of made.querySelectorAll('button')) {
    button.addEventListener('click', () => disturb(made, button.dataset.action));
  }
  const next = [...workers.children].find((other) => Number(other.dataset.ordinal) > ordinal);
  workers.insertBefore(made, next || null);
  return made;
}

function button(element, name, alternative, label, on) {
  const found = element.querySelector(`[data-action="${name}"], [data-action="${alternative}"]`);
  found.dataset.action = on ? alternative : name;
  found.textContent = label;
}

function note(worker, delay) {
  if (worker.parked) {
    return `Frozen: silent for ${duration(seconds(worker.heartbeatAge))}. It is killed and replaced if that goes on.`;
  }
  return delay ? `Slowed down: each request waits ${delay / 1000}\u00a0s.` : '';
}

function lastExit(exit) {
  if (!exit) {
    return '';
  }
  const ago = Math.max(0, (Date.now() - Date.parse(exit.time)) / 1000);
  return `Last exit ${duration(ago)} ago: ${exit.reason}.`.replace(/\.\.$/, '.');
}

function show(worker) {
  const element = card(worker.ordinal);
  const field = (name, value) => { element.querySelector(`[data-field="${name}"]`).textContent = value; };
  const text = (name, value) => { element.querySelector('.' + name).textContent = value; };
  const running = worker.pid !== 0;
  const delay = slowdowns[worker.pid] || 0;
  if (element.dataset.pid !== String(worker.pid)) {
    text('feedback', '');
  }
  element.dataset.pid = worker.pid;
  element.dataset.state = worker.parked ? 'PARKED' : worker.state;
  element.dataset.slow = delay > 0;
  text('state', element.dataset.state.replace('_', ' ') + (delay ? ', SLOW' : ''));
  field('pid', running ? worker.pid : '–');
  field('uptime', running ? duration(seconds(worker.uptime)) : '–');
  field('requests', worker.requests.total.toLocaleString());
  field('connections', worker.connections);
  field('restarts', worker.restarts);
  field('heap', worker.memory.heapMax > 0
    ? `${megabytes(worker.memory.heapUsed)} of ${megabytes(worker.memory.heapMax)} MB` : '–');
  text('note', note(worker, delay));
  text('exit', lastExit(worker.lastExit));
  button(element, 'hang', 'wake', worker.parked ? 'Wake' : 'Hang', worker.parked);
  button(element, 'slow', 'fast', delay ? 'Speed up' : 'Slow down', delay > 0);
}

async function disturb(element, action) {
  const feedback = element.querySelector('.feedback');
  const buttons = element.querySelectorAll('button');
  const path = action === 'fast' ? 'slow?millis=0' : action;
  feedback.textContent = '…';
  buttons.forEach((one) => { one.disabled = true; });
  try {
    const answer = await send('POST', `chaos/${element.dataset.ordinal}/${path}`);
    feedback.textContent = answer.ok ? ASKED[action] : answer.body?.detail ?? `Answered ${answer.status}.`;
  }
  catch (error) {
    feedback.textContent = 'No answer: the request may have met a worker that is down. Try again.';
  }
  buttons.forEach((one) => { one.disabled = false; });
  setTimeout(() => { feedback.textContent = ''; }, 6000);
  refreshSlowdowns();
}

function showCluster(answer) {
  if (answer.status !== 200) {
    document.getElementById('cluster').hidden = answer.status === 404;
    summary.textContent = answer.status === 404
      ? 'Runs as a single process: cluster.workers is not set.' : 'The primary does not answer just now.';
    return;
  }
  const status = answer.body;
  const slots = status.workers.filter((worker) => worker.replaces === null);
  slots.forEach(show);
  for (const element of [...workers.children]) {
    if (!slots.some((worker) => String(worker.ordinal) === element.dataset.ordinal)) {
      element.remove();
    }
  }
  summary.textContent = `${status.readyWorkers} of ${status.desiredWorkers} workers ready on port `
    + `${status.listeners[0].port} · primary is process ${status.primary.pid} · worker ${status.answeredBy.ordinal} answered`;
}

async function refreshCluster() {
  try {
    showCluster(await get('actuator/cluster', 300));
    summary.classList.remove('away');
  }
  catch (error) {
    summary.textContent = 'Nobody answers just now; asking again.';
    summary.classList.add('away');
  }
}

async function refreshSlowdowns() {
  const answer = await get('chaos/slow', 1000).catch(() => null);
  if (answer?.ok) {
    slowdowns = answer.body;
  }
}

async function sendMany() {
  const button = document.getElementById('send');
  const answered = new Map();
  let left = REQUESTS;
  let failed = 0;
  const tell = (start) => {
    const shares = [...answered].sort().map(([worker, count]) => `${count} by worker ${worker}`);
    sent.textContent = [`${REQUESTS - left} requests on new connections: ` + (shares.join(', ') || 'no answer yet'),
      `${failed} failed`, ...start].join(', ') + '.';
  };
  const one = async () => {
    while (left > 0) {
      left--;
      try {
        const answer = await get('hello?close', 2000);
        answered.set(answer.body.worker, (answered.get(answer.body.worker) || 0) + 1);
      }
      catch (error) {
        failed++;
      }
      tell([]);
    }
  };
  button.disabled = true;
  const start = performance.now();
  await Promise.all(Array.from({ length: PARALLEL }, one));
  tell([`${((performance.now() - start) / 1000).toFixed(1)} s`]);
  button.disabled = false;
}

function every(millis, task) {
  const loop = async () => {
    await task();
    setTimeout(loop, millis);
  };
  loop();
}

document.getElementById('send').addEventListener('click', sendMany);
every(1000, refreshCluster);
every(2000, refreshSlowdowns);
