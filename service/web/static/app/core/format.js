// Numbers, times and sizes as people read them. "-" stands for what is not known.
const NONE = "–";
// Formatters are made once: each costs more than a hundred of its uses.
const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const SIGNIFICANT = new Map();
const DATE_TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

function significant(digits) {
  if (!SIGNIFICANT.has(digits)) SIGNIFICANT.set(digits, new Intl.NumberFormat("en", { maximumSignificantDigits: digits }));
  return SIGNIFICANT.get(digits);
}

const known = (value) => value !== null && value !== undefined && !Number.isNaN(value);

/** A number with at most some significant digits, without needless zeros: 0.98432 -> 0.984, 12345.6 -> 12,346. */
export function number(value, digits = 4) {
  if (!known(value)) return NONE;
  if (typeof value !== "number") return String(value);
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(Math.max(0, digits - 2)).replace(/\.?0+e/, "e");
  return (size >= Math.max(1000, 10 ** digits) ? WHOLE : significant(digits)).format(value);
}

/** A number of the data, as it is: years and ids have no commas, and keep all their digits. */
export const exact = (value) => (Number.isSafeInteger(value) ? String(value) : number(value, 6));

export const integer = (value) => (known(value) ? WHOLE.format(value) : NONE);
export const percent = (value, digits = 1) => (known(value) ? `${(100 * value).toFixed(digits)} %` : NONE);

/** Bytes in units of 1,000: 1.2 MB. */
export function bytes(value) {
  if (!known(value)) return NONE;
  const units = ["B", "kB", "MB", "GB", "TB"];
  let index = 0;
  for (; value >= 1000 && index < units.length - 1; index += 1) value /= 1000;
  return `${value >= 100 || index === 0 ? Math.round(value) : value.toFixed(1)} ${units[index]}`;
}

/** Seconds as a duration: 3 ms, 0.4 s, 12 s, 3 min 5 s, 2 h 4 min, 3 d 2 h. */
export function duration(seconds) {
  if (!known(seconds)) return NONE;
  if (seconds > 0 && seconds < 0.1) return `${number(1000 * seconds, 2)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const [d, h, m, s] = [Math.floor(whole / 86400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60];
  if (d) return `${d} d ${h} h`;
  return h ? `${h} h ${m} min` : `${m} min${m < 10 ? ` ${s} s` : ""}`;
}

/** How long ago a time was, for people: "just now", "5 min ago", "3 d ago". */
export function ago(time, now = Date.now()) {
  if (!time) return NONE;
  const seconds = (now - new Date(time).getTime()) / 1000;
  if (seconds < 10) return "just now";
  if (seconds < 60) return `${Math.round(seconds)} s ago`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  return seconds < 86400 ? `${Math.round(seconds / 3600)} h ago` : `${Math.round(seconds / 86400)} d ago`;
}

export const dateTime = (time) => (time ? DATE_TIME.format(new Date(time)) : NONE);
/** A name with underscores as words: val_accuracy -> val accuracy. */
export const words = (name) => String(name).replaceAll("_", " ");
/** The same as a heading: Val accuracy. */
export const title = (name) => words(name).replace(/^./, (first) => first.toUpperCase());
/** A count with its noun: 1 job, 3 jobs. */
export const count = (n, noun, plural = `${noun}s`) => `${integer(n)} ${n === 1 ? noun : plural}`;
