/* Writes into the page, and only what has changed: as text, never as HTML. */

const SVG_HEIGHT = 28;

function byId(id) {
  return document.getElementById(id);
}

function text(element, value) {
  const next = String(value);
  if (element.textContent !== next) {
    element.textContent = next;
  }
  // Also where it stood in the page before the first value.
  element.toggleAttribute('data-none', next === NONE);
}

function show(element, visible) {
  if (element.hidden === visible) {
    element.hidden = !visible;
  }
}

function made(name, content, className = '') {
  const element = document.createElement(name);
  element.textContent = content;
  element.className = className;
  return element;
}

/** Draws the last minute as a line over the area below it, now at the right. */
function line(svg, all) {
  const points = all.length > 1 ? all : [];
  const now = points.at(-1)?.at ?? 0;
  const most = Math.max(...points.map((point) => point.value), 1);
  const dots = points.map(({ at, value }) => {
    const x = 100 - (now - at) * 100 / WINDOW;
    const y = SVG_HEIGHT - 1.5 - value * (SVG_HEIGHT - 4) / most;
    return `${x.toFixed(2)},${y.toFixed(2)}`;
  });
  const left = dots[0]?.split(',')[0] ?? 100;
  svg.querySelector('polyline').setAttribute('points', dots.join(' '));
  svg.querySelector('polygon').setAttribute('points', `${left},${SVG_HEIGHT} ${dots.join(' ')} 100,${SVG_HEIGHT}`);
}

/** Fills a bar up to a share of it. */
function fill(bar, value, most) {
  const percent = most > 0 ? Math.min(100, Math.round(value * 100 / most)) : 0;
  bar.setAttribute('aria-valuenow', percent);
  bar.dataset.full = percent >= 90;
  bar.firstElementChild.style.width = `${percent}%`;
}
