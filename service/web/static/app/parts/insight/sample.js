// One raw sample as people look at it: an image, a row with its columns, a text, or a series.
import { html } from "../../core/html.js";
import { extentOf } from "../../core/extent.js";
import { number } from "../../core/format.js";
import { Pixels, shadesFitting } from "../pixels.js";

/** Columns of a row that are shown in a small place. */
const FEW = 8;

/**
 * @param {object} props values: raw values by the name of the input; model: a ModelOut; label: what it is, for readers of the screen; small: whether there is little
 *   room.
 */
export const Sample = ({ values, model, label, small = false }) =>
  html`<div class="sample">${Object.entries(values).map(
    ([name, value]) => html`<div key=${name}>
  ${Object.keys(values).length > 1 && html`<p class="muted small">${name}</p>`}
  <${Value} value=${value} input=${model.signature.inputs[name]} label=${label} small=${small} /></div>`,
  )}</div>`;

function Value({ value, input, label, small }) {
  if (typeof value === "string")
    return value.startsWith("data:") ? html`<img class="pixels" src=${value} alt=${label} />` : html`<p class="text-sample">${shortened(value, small)}</p>`;
  if (!Array.isArray(value)) return html`<p class="text-sample">${typeof value === "number" ? number(value) : String(value ?? "–")}</p>`;
  if (isImage(value, input)) return html`<${Shades} rows=${value} label=${label} />`;
  if (value.length && Array.isArray(value[0])) return html`<${Series} steps=${value} label=${label} />`;
  if (value.some((one) => typeof one === "string") && !input?.columns) return html`<p class="text-sample">${shortened(value.join(" "), small)}</p>`;
  return html`<${Row} values=${value} columns=${input?.columns} small=${small} />`;
}

const shortened = (text, small) => (small && text.length > 160 ? `${text.slice(0, 160)} …` : text);

/** Whether nested lists are an image: two axes of some length, and perhaps channels. */
function isImage(value, input) {
  if (!Array.isArray(value) || !Array.isArray(value[0])) return false;
  const channels = Array.isArray(value[0][0]) ? value[0][0].length : 1;
  if (input?.images) return true;
  return value.length > 1 && value[0].length > 1 && [1, 3, 4].includes(channels) && !input?.columns && !(input?.input_shape || []).includes(null);
}

/** An image from nested lists of shades. */
export const Shades = ({ rows, label }) => html`<${Pixels} rows=${rows} colourOf=${shadesFitting(rows)} label=${label} />`;

/** The least and the greatest of numbers; gaps are passed over. */
export const rangeOf = (values) => extentOf(values) || [0, 1];

function Row({ values, columns, small }) {
  const most = small ? FEW : 200;
  return html`<dl class="row">${values.slice(0, most).map(
    (value, index) => html`<div
    key=${index}><dt>${columns?.[index] ?? index}</dt><dd>${typeof value === "number" ? number(value) : String(value ?? "–")}</dd></div>`,
  )}</dl>
    ${values.length > most && html`<p class="muted small">and ${values.length - most} more columns</p>`}`;
}

/** A small line for each value of a series. */
function Series({ steps, label }) {
  const [low, high] = rangeOf(steps.flat());
  const at = (value, step) => `${(100 * step) / Math.max(1, steps.length - 1)},${38 - (36 * (value - low)) / (high - low || 1)}`;
  const lines = steps[0].slice(0, 8).map((_, column) => steps.map((step, index) => (step[column] === null ? "" : at(step[column], index))).join(" "));
  return html`<svg class="sparkline" viewBox="0 0 100 40" preserveAspectRatio="none" role="img"
    aria-label=${`${label}: ${steps.length} steps from ${number(low)} to ${number(high)}`}>
    ${lines.map((points, index) => html`<polyline key=${index} points=${points} style=${{ stroke: `var(--series-${index})` }} />`)}</svg>`;
}
