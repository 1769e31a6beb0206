/* What an operator may do. The endpoint decides; the page only asks, and says what came of it. */

const settings = document.documentElement.dataset;

const QUESTIONS = {
  reload: () => ['Reload all workers?', 'New workers take their places one at a time, with the configuration and the jar '
    + 'that now lie on disk. As many as before go on serving.', 'Reload'],
  restart: ({ worker }) => [`Restart worker ${worker}?`, 'A new process takes its place. Those that it serves now are '
    + 'served to the end.', 'Restart']
};

const DONE = {
  reload: () => 'Reload asked for.',
  restart: ({ worker }) => `Restart of worker ${worker} asked for.`,
  park: ({ worker }) => `Worker ${worker} is parked: it gets no new connections.`,
  resume: ({ worker }) => `Worker ${worker} gets connections again.`,
  scale: ({ workers }) => `Scaling to ${plural(workers, 'worker')}.`
};

const REFUSALS = {
  401: 'Nothing was changed (401): the application wants you to sign in first, or did not accept the CSRF token of this '
    + 'page. Load it again.',
  403: 'Refused (403): your user may not change the cluster, or the application did not accept the CSRF token of this '
    + 'page.',
  404: 'Not offered (404): the endpoint “cluster” takes no changes here.',
  405: 'Not offered (405): the endpoint “cluster” takes no changes here; management.endpoint.cluster.access is not '
    + '“unrestricted”.'
};

/** A page of another origin around this one could guide somebody’s click. */
function framedByOthers() {
  try {
    return window.top.location.origin !== window.location.origin;
  }
  catch {
    return true;
  }
}

const writes = settings.writes === 'true' && !framedByOthers();

function writable() {
  return writes;
}

function feedback(message, kind) {
  const element = byId('feedback');
  element.dataset.kind = kind;
  show(element, true);
  text(byId('feedback-text'), message);
  clearTimeout(feedback.timer);
  if (kind === 'done') {
    feedback.timer = setTimeout(() => show(element, false), 6000);
  }
}

function refusal(error) {
  if (error instanceof Refusal) {
    return REFUSALS[error.status] ?? sentence(error.message || `The endpoint answered ${error.status}`);
  }
  return 'No answer. It may have been done all the same: look at the workers before you try again.';
}

/** Completes with whether the question was answered with yes. */
function confirmed([title, description, label]) {
  const dialog = byId('confirm');
  const yes = dialog.querySelector('[data-choice=yes]');
  text(byId('confirm-title'), title);
  text(byId('confirm-text'), description);
  text(yes, label);
  dialog.returnValue = '';
  dialog.showModal();
  yes.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

async function act(action, content) {
  if (QUESTIONS[action] && !await confirmed(QUESTIONS[action](content))) {
    return;
  }
  document.body.classList.add('busy');
  try {
    const status = await post(`${settings.cluster}/${action}`, content);
    feedback(DONE[action](content), 'done');
    update(status);
  }
  catch (error) {
    feedback(refusal(error), 'failed');
  }
  document.body.classList.remove('busy');
  soon();
}

function scaleBy(difference) {
  const workers = former.desiredWorkers + difference;
  if (workers >= 1) {
    act('scale', { workers });
  }
}

function prepareActions() {
  for (const button of document.querySelectorAll('[data-choice]')) {
    button.addEventListener('click', () => byId('confirm').close(button.dataset.choice));
  }
  byId('dismiss').addEventListener('click', () => show(byId('feedback'), false));
  byId('reload').addEventListener('click', () => act('reload', {}));
  document.querySelector('[data-action=fewer]').addEventListener('click', () => scaleBy(-1));
  document.querySelector('[data-action=more]').addEventListener('click', () => scaleBy(1));
  byId('workers').classList.toggle('writable', writes);
  text(byId('readonly'), settings.writes === 'true' && !writes ? 'Read-only in a frame' : 'Read-only');
  show(byId('readonly'), !writes);
}

function showActions(status) {
  show(byId('reload'), writes);
  show(byId('scale'), writes);
  byId('reload').disabled = status.reload?.state === 'RUNNING';
  document.querySelector('[data-action=fewer]').disabled = status.desiredWorkers <= 1;
}
