import { get, send } from './http.js';

const form = document.getElementById('form');
const entries = document.getElementById('entries');
const problem = document.getElementById('problem');
const template = document.getElementById('entry-template');

function item(entry) {
  const made = template.content.firstElementChild.cloneNode(true);
  const worker = entry.worker < 0 ? '' : `, stored by worker ${entry.worker}`;
  made.querySelector('.text').textContent = entry.text;
  made.querySelector('.by').textContent = `${entry.author}, ${new Date(entry.created).toLocaleString()}${worker}`;
  const button = made.querySelector('button');
  button.setAttribute('aria-label', `Delete the entry of ${entry.author}`);
  button.addEventListener('click', async () => {
    button.disabled = true;
    await send('DELETE', 'api/entries/' + entry.id).catch(() => {});
    await refresh();
  });
  return made;
}

async function refresh() {
  const answer = await get('api/entries', 3000).catch(() => null);
  document.getElementById('stale').textContent = answer?.ok ? ''
    : answer?.body?.detail ?? 'Nobody answers just now; asking again.';
  if (answer?.ok) {
    entries.replaceChildren(...answer.body.map(item));
    document.getElementById('empty').hidden = answer.body.length > 0;
  }
}

function showErrors(errors) {
  for (const element of form.querySelectorAll('[data-error]')) {
    const name = element.dataset.error;
    element.textContent = errors[name] || '';
    form.elements[name].toggleAttribute('aria-invalid', name in errors);
  }
  const wrong = form.querySelector('[aria-invalid]');
  if (wrong) {
    wrong.focus();
  }
}

async function sign() {
  const answer = await send('POST', 'api/entries', Object.fromEntries(new FormData(form)));
  const errors = answer.body?.errors || {};
  showErrors(errors);
  if (answer.ok) {
    form.elements.text.value = '';
    await refresh();
  }
  else if (Object.keys(errors).length === 0) {
    problem.textContent = answer.body?.detail ?? 'The entry was not stored.';
  }
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  problem.textContent = '';
  try {
    await sign();
  }
  catch (error) {
    problem.textContent = 'The worker went away. See whether your entry is there, else try again.';
  }
  button.disabled = false;
});

async function loop() {
  if (!entries.contains(document.activeElement)) {
    await refresh();
  }
  setTimeout(loop, 5000);
}

loop();
