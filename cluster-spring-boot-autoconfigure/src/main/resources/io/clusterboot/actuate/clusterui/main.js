/* Asks again and again, faster while something moves, and not at all while nobody looks. */

const CALM = 2000;
const BUSY = 1000;
const REFUSED = 10_000;
const LATENCY_EVERY = 5000;
const LATENCY_PAUSE = 30_000;

const CONNECTIONS = {
  live: 'Live',
  silent: 'The primary does not answer; asking again',
  away: 'Nobody answers; asking again',
  signin: 'Not signed in',
  forbidden: 'Not allowed (403)',
  missing: 'No endpoint'
};

const NOTICES = {
  signin: 'You are not signed in, or not any more: your session may have ended. Load this page again to sign in.',
  forbidden: 'Your user may not see the cluster: the application refuses to read the endpoint “cluster” (403).',
  missing: 'The endpoint “cluster” is not exposed here: management.endpoints.web.exposure.include has to name it.'
};

let latencies = null;
let latencyDue = 0;
let wake = () => {};

function connection(state, detail = CONNECTIONS[state]) {
  byId('connection').dataset.state = state;
  document.body.classList.toggle('stale', state !== 'live');
  text(byId('connection'), detail);
  // Who may not look any more is not left with what was there before.
  document.body.classList.toggle('refused', state in NOTICES);
  text(byId('notice-text'), NOTICES[state] ?? '');
}

function measure(status) {
  const now = performance.now();
  const rates = new Map();
  for (const worker of status.workers) {
    const rate = requestRate(worker, now);
    rates.set(worker.id, rate);
    remember(worker.place, rate, now);
  }
  forgetOthers(status.workers);
  const all = [...rates.values()].filter(Number.isFinite).reduce((total, rate) => total + rate, 0);
  remember('all', all, now);
  return { rates, all };
}

function update(status) {
  assignPlaces(status.workers);
  const { rates, all } = measure(status);
  logChanges(status);
  showFigures(status);
  showRate(all, past('all'));
  showLatency(latencies);
  showReload(status);
  showFacts(status);
  showWorkers(status.workers, rates, latencies);
  showActions(status);
  connection('live');
}

function trouble(error) {
  const states = { 401: 'signin', 403: 'forbidden', 404: 'missing', 503: 'silent' };
  if (error instanceof Refusal) {
    const state = states[error.status] ?? 'away';
    connection(state, states[error.status] ? CONNECTIONS[state] : `Answered ${error.status}; asking again`);
  }
  else {
    connection('away');
  }
}

/** Where there is no such metric, or not by worker, nothing is said of it. */
async function refreshLatencies(workers) {
  if (!settings.metrics || performance.now() < latencyDue) {
    return;
  }
  latencyDue = Infinity;
  latencies = await readLatencies(`${settings.metrics}/http.server.requests`, workers).catch(() => null);
  latencyDue = performance.now() + (latencies ? LATENCY_EVERY : LATENCY_PAUSE);
}

function moving(status) {
  return status.reload?.state === 'RUNNING' || status.readyWorkers !== status.desiredWorkers
    || status.workers.some((worker) => worker.state !== 'READY');
}

async function refresh() {
  if (!settings.cluster) {
    connection('missing');
    return LATENCY_PAUSE;
  }
  try {
    const status = await get(settings.cluster);
    update(status);
    refreshLatencies(status.workers);
    return moving(status) ? BUSY : CALM;
  }
  catch (error) {
    trouble(error);
    // What is refused stays refused until somebody has done something about it.
    return error instanceof Refusal && error.status < 500 ? REFUSED : BUSY;
  }
}

/** Asks at once instead of at the next turn. */
function soon() {
  wake();
}

async function run() {
  for (;;) {
    const wait = await refresh();
    await new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, wait);
    });
    if (document.hidden) {
      await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }));
    }
  }
}

const THEMES = ['auto', 'light', 'dark'];

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  text(byId('theme-name'), words(theme.toUpperCase()));
}

function storedTheme() {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem('clusterui.theme')) ?? 'auto';
  }
  catch {
    return 'auto';
  }
}

function nextTheme() {
  const theme = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
  applyTheme(theme);
  try {
    localStorage.setItem('clusterui.theme', theme);
  }
  catch {
    // It holds for as long as the page is open.
  }
}

byId('blocked').remove();
show(document.querySelector('main'), true);
show(byId('theme'), true);
applyTheme(storedTheme());
byId('theme').addEventListener('click', nextTheme);
prepareActions();
run();
