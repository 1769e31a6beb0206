/* Numbers, sizes and times in words. What is not known is a dash. */

const NONE = '–';
const UNITS = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];

function number(value, digits = 0) {
  return Number.isFinite(value)
    ? value.toLocaleString(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits }) : NONE;
}

/** As many digits as one can tell apart while they change. */
function measured(value) {
  return number(value, value < 10 ? 1 : 0);
}

/** An ISO-8601 duration as seconds. */
function seconds(iso) {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(iso ?? '');
  if (!match) {
    return NaN;
  }
  const [, hours = 0, minutes = 0, rest = 0] = match;
  return hours * 3600 + minutes * 60 + Number(rest);
}

/** The two largest units of a time in seconds. */
function duration(value) {
  if (!Number.isFinite(value)) {
    return NONE;
  }
  let rest = Math.max(0, Math.floor(value));
  const parts = [];
  for (const [size, unit] of UNITS) {
    const count = Math.floor(rest / size);
    rest %= size;
    if (count > 0 || (unit === 's' && parts.length === 0)) {
      parts.push(`${count}\u00a0${unit}`);
    }
  }
  return parts.slice(0, 2).join(' ');
}

function ago(time) {
  return `${duration((Date.now() - Date.parse(time)) / 1000)} ago`;
}

function clock(date) {
  return date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}

/** Bytes as a number and its unit. */
function size(bytes) {
  if (!(bytes > 0)) {
    return [NONE, ''];
  }
  const megabytes = bytes / 1048576;
  return megabytes < 1000 ? [number(megabytes), 'MB'] : [measured(megabytes / 1024), 'GB'];
}

function bytesText(bytes) {
  return size(bytes).join('\u00a0').trim();
}

function words(state) {
  return state.charAt(0) + state.slice(1).toLowerCase().replaceAll('_', ' ');
}

function plural(count, one, many = one + 's') {
  return `${number(count)}\u00a0${count === 1 ? one : many}`;
}

/** Ends a sentence that others wrote, whether they ended it or not. */
function sentence(text) {
  return String(text).trim().replace(/\.?$/, '.');
}
