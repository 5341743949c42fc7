// Scales of axes that canvases draw: numbers, their logarithms, or categories, as fractions from 0 to 1.
import { extentOf } from "../core/extent.js";
import { number } from "../core/format.js";

/** Room on both sides of the values, as a fraction of their range. */
const ROOM = 0.05;
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const textOf = (value) => (typeof value === "string" ? value : JSON.stringify(value));

/**
 * Return the scale of some values.
 * @param {any[]} values Numbers, or anything else as categories.
 * @returns {{at: function(any): number|null, ticks: {at: number, label: string}[], log: boolean}} `at`: the position of a value, null if it has none.
 */
export function scaleOf(values) {
  const numbers = values.filter(isNumber);
  const known = values.filter((value) => value !== null && value !== undefined);
  return numbers.length === known.length && numbers.length > 0 ? scaleOfNumbers(numbers) : scaleOfCategories(known);
}

function scaleOfNumbers(numbers) {
  const [low, high] = extentOf(numbers);
  const log = low > 0 && high / low >= 100;
  const to = log ? Math.log10 : (value) => value;
  const room = ROOM * (to(high) - to(low)) || 0.5;
  const [from, until] = [to(low) - room, to(high) + room];
  const ticks = (log ? logTicks(10 ** from, 10 ** until) : niceTicks(from, until)).map((value) => ({ at: (to(value) - from) / (until - from), label: number(value) }));
  return { at: (value) => (isNumber(value) && (!log || value > 0) ? (to(value) - from) / (until - from) : null), ticks, log };
}

function scaleOfCategories(values) {
  const names = [...new Set(values.map(textOf))].sort();
  const place = (index) => (index + 0.5) / names.length;
  const index = new Map(names.map((name, i) => [name, place(i)]));
  const every = Math.ceil(names.length / 8);
  return { at: (value) => index.get(textOf(value)) ?? null, ticks: names.map((label, i) => ({ at: place(i), label })).filter((_, i) => i % every === 0), log: false };
}

/** Some round numbers between two numbers, of which the second is greater. */
export function niceTicks(low, high, most = 5) {
  const rough = (high - low) / most;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((one) => one * size >= rough) * size;
  const first = Math.ceil(low / step - 1e-9);
  const n = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: n }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Some powers of ten between two numbers; round numbers where there are too few of them. */
export function logTicks(low, high) {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const powers = Array.from({ length: Math.max(0, Math.floor(Math.log10(high) + 1e-9) - first + 1) }, (_, i) => Number(`1e${first + i}`));
  const every = Math.ceil(powers.length / 6);
  return powers.length > 1 ? powers.filter((_, i) => i % every === 0) : niceTicks(low, high);
}
