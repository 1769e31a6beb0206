/* Talks to the endpoints beside the page, with the rights of whoever looks at it. */

const PATIENCE = 1500;
const LONGEST = 10_000;

class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function pause(millis, signal) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function read(answer) {
  const json = /[/+]json/.test(answer.headers.get('Content-Type') ?? '');
  const body = json ? await answer.json() : null;
  if (!answer.ok) {
    throw new Refusal(answer.status, typeof body?.message === 'string' ? body.message : '');
  }
  if (body === null) {
    // Most likely a page to sign in.
    throw new Refusal(401, '');
  }
  return body;
}

/**
 * Ask until somebody answers. A worker that hangs still accepts connections, so after some patience the same question
 * goes out once more on another one. A refusal is an answer, too.
 */
async function get(url) {
  const over = new AbortController();
  const ask = async (wait) => {
    await pause(wait, over.signal);
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(LONGEST)]);
    const answer = await fetch(url, { cache: 'no-store', headers: { Accept: 'application/json' }, signal });
    return read(answer).catch((error) => error);
  };
  try {
    const result = await Promise.any([ask(0), ask(PATIENCE)]);
    if (result instanceof Error) {
      throw result;
    }
    return result;
  }
  finally {
    over.abort();
  }
}

function cookie(name) {
  const found = document.cookie.split('; ').find((one) => one.startsWith(name + '='));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : null;
}

/** Send once: what changes something is not repeated. */
async function post(url, content) {
  const headers = { 'Accept': 'application/json', 'Content-Type': 'application/json' };
  const token = cookie('XSRF-TOKEN');
  if (token) {
    headers['X-XSRF-TOKEN'] = token;
  }
  const signal = AbortSignal.timeout(LONGEST);
  return read(await fetch(url, { method: 'POST', headers, body: JSON.stringify(content), signal }));
}
