const ATTEMPTS = 4;
const LONGEST = 15_000;

function after(millis, signal) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, millis);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

async function read(answer) {
  const text = await answer.text();
  const json = (answer.headers.get('Content-Type') || '').includes('json');
  return { status: answer.status, ok: answer.ok, body: json ? JSON.parse(text) : null };
}

/**
 * Ask until somebody answers. A frozen worker still accepts connections but never answers, so after some patience
 * the same question goes out once more on a further connection; the first answer wins.
 */
export async function get(url, patience) {
  const over = new AbortController();
  const attempts = Array.from({ length: ATTEMPTS }, (ignored, index) => after(index * patience, over.signal)
    .then(() => fetch(url, { cache: 'no-store', signal: AbortSignal.any([over.signal, AbortSignal.timeout(LONGEST)]) }))
    .then(read));
  try {
    return await Promise.any(attempts);
  }
  finally {
    over.abort();
  }
}

/** Send once: what changes something is not repeated. */
export async function send(method, url, content) {
  const options = { method, signal: AbortSignal.timeout(LONGEST) };
  if (content) {
    options.headers = { 'Content-Type': 'application/json' };
    options.body = JSON.stringify(content);
  }
  return read(await fetch(url, options));
}
