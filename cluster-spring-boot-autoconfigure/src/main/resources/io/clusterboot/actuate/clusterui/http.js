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

/** Without the password that the page’s own address may have: with one, nothing could be fetched. */
function address(url) {
  const found = new URL(url, location.href);
  found.username = '';
  found.password = '';
  return found;
}

/**
 * Without it Spring Security would have a browser ask for a password in the background, or take to this address whoever
 * signs in next. Not where the browser may have to be asked before it sends the password that it knows.
 */
function headers(url) {
  const own = { Accept: 'application/json' };
  return url.startsWith('..') ? own : { ...own, 'X-Requested-With': 'XMLHttpRequest' };
}

async function read(answer) {
  if (answer.type === 'opaqueredirect') {
    // Most likely to a page to sign in, of this site or of another one.
    throw new Refusal(401, '');
  }
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
    const request = { cache: 'no-store', redirect: 'manual', headers: headers(url), signal };
    const answer = await fetch(address(url), request);
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

/**
 * What tells Spring Security that a write comes from this site. Asked for each time: a token lives no longer than its
 * session, and some applications replace it with every request.
 */
async function token() {
  const url = new URL('token', import.meta.url).href;
  // Asked once: it may begin a session, and two at a time would begin two.
  const request = { cache: 'no-store', redirect: 'manual', headers: headers(url), signal: AbortSignal.timeout(LONGEST) };
  const { header, value } = await read(await fetch(address(url), request));
  const known = header ? value : cookie('XSRF-TOKEN');
  return known ? { [header || 'X-XSRF-TOKEN']: known } : {};
}

/** Send once: what changes something is not repeated. */
async function post(url, content) {
  return read(await fetch(address(url), {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers(url), ...await token(), 'Content-Type': 'application/json' },
    body: JSON.stringify(content),
    signal: AbortSignal.timeout(LONGEST)
  }));
}
