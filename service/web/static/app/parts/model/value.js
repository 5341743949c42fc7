// A sample as image, row, series or text, with its shape, type and range.
import { html } from "../../core/html.js";
import { extentOf } from "../../core/extent.js";
import { number } from "../../core/format.js";
import { Pixels, shadesFrom } from "../pixels.js";
import { isShades } from "./image_file.js";

/** Values that are written out at once. */
const N_WRITTEN = 24;

/**
 * @param {object} props value; dtype; shape (found out where it is not given); columns: names of a row's values; symbols: of ids; isSeries:
 *   whether it has time steps.
 */
export function Value({ value, dtype, shape, columns, symbols, isSeries }) {
  const known = shape || shapeOf(value);
  const range = rangeOf(value);
  const facts = [known.join(" × ") || "one value", dtype, range && `${number(range.low)} to ${number(range.high)}`, range?.missing > 0 && `${range.missing} missing`];
  return html`<div class="value"><${Drawn} value=${value} dtype=${dtype} shape=${known} range=${range} columns=${columns} symbols=${symbols} isSeries=${isSeries} />
    <p class="muted small">${facts.filter(Boolean).join(", ")}</p>
    ${range && range.count > N_WRITTEN && html`<details><summary>Numbers</summary><pre tabindex="0" aria-label="The numbers of this value">${numbersText(value)}</pre>
    </details>`}</div>`;
}

function Drawn({ value, dtype, shape, range, columns, symbols, isSeries }) {
  if (typeof value === "string" && value.startsWith("data:image/")) return html`<img class="shades" src=${value} alt="The image of the sample" />`;
  if (typeof value === "string") return html`<p class="sample-text">${value}</p>`;
  if (!Array.isArray(value)) return html`<${Row} entries=${value && typeof value === "object" ? Object.entries(value) : [["", value]]} />`;
  if (dtype?.startsWith("int") && symbols && shape.length <= 2) return html`<${Ids} ids=${shape.length === 2 ? value[value.length - 1] : value} symbols=${symbols} />`;
  if (isSeries) return html`<${Series} steps=${shape.length === 3 ? value[value.length - 1] : value} windows=${shape.length === 3 ? shape[0] : 0} />`;
  if (isShades(value)) return html`<${Shades} value=${value} range=${dtype === "uint8" ? { low: 0, high: 255 } : range} />`;
  const flat = value.flat(Infinity);
  if (flat.length <= N_WRITTEN) return html`<${Row} entries=${flat.map((one, index) => [columns?.[index] ?? index, one])} />`;
  return html`<${Shades} value=${strip(flat)} range=${range} what="values one after the other, in lines" />`;
}

const Row = ({ entries }) => html`<div class="scroll" tabindex="0" role="group" aria-label="The values"><table class="row-value"><tbody>
  ${entries.map(([name, one]) => html`<tr key=${name}><th scope="row">${name}</th><td class="number">${one === null ? "–" : number(one)}</td></tr>`)}</tbody></table>
  </div>`;

const Ids = ({ ids, symbols }) => html`<p class="ids" aria-label=${`Ids of symbols: ${ids.slice(0, N_WRITTEN).join(", ")}`}>
  ${ids.map((id, index) => html`<span key=${index}><b>${String(symbols[id] ?? "?").replace(" ", "␣")}</b>${id}</span>`)}</p>`;

const Shades = ({ value, range, what = "image" }) => html`<${Pixels} rows=${value} colourOf=${shadesFrom(range?.low ?? 0, range?.high ?? 1)} kind="shades"
  label=${`${what} of ${value.length} × ${value[0].length}, dark is ${number(range?.low)}, light ${number(range?.high)}`} />`;

/** Break a long row into lines of about the same number, to be drawn as an image. */
function strip(flat) {
  const width = Math.ceil(Math.sqrt(flat.length * 2));
  return Array.from({ length: Math.ceil(flat.length / width) }, (_, line) => Array.from({ length: width }, (__, at) => flat[line * width + at] ?? 0));
}

/** Size of the drawing of a series, in its own units. */
const [WIDTH, HEIGHT, EDGE] = [240, 90, 6];

function Series({ steps, windows }) {
  const columns = steps.map((step) => (Array.isArray(step) ? step : [step]));
  const known = columns.flat().filter((one) => typeof one === "number");
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const across = (index) => (EDGE + (index * (WIDTH - 2 * EDGE)) / Math.max(1, columns.length - 1)).toFixed(1);
  const down = (one) => (HEIGHT - EDGE - ((one - low) * (HEIGHT - 2 * EDGE)) / (high - low || 1)).toFixed(1);
  const line = (feature) => columns.map((step, index) => (step[feature] === null ? "" : `${across(index)},${down(step[feature])}`)).join(" ");
  return html`<svg class="series" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img"
    aria-label=${`${columns.length} time steps from ${number(columns[0][0])} to ${number(columns[columns.length - 1][0])}`}>
      ${columns[0].map((_, feature) => html`<polyline key=${feature} class=${`line-${feature % 8}`} points=${line(feature)} />`)}
      ${columns.length <= N_WRITTEN && columns.map((step, index) => step[0] !== null && html`<circle key=${index} r="2.5" cx=${across(index)} cy=${down(step[0])} />`)}
      </svg>
    ${windows > 1 && html`<p class="muted small">The last of ${windows} windows.</p>`}`;
}

function shapeOf(value) {
  const found = [];
  for (let one = value; Array.isArray(one); [one] = one) found.push(one.length);
  return found;
}

/** Return the least and the largest number, and how many there are and are missing; null where there are none. */
function rangeOf(value) {
  const flat = (Array.isArray(value) ? value.flat(Infinity) : value && typeof value === "object" ? Object.values(value) : [value]);
  const extent = extentOf(flat);
  return extent && { low: extent[0], high: extent[1], count: flat.length, missing: flat.filter((one) => one === null).length };
}

/** Most numbers that are written out. */
const N_NUMBERS = 5000;
const numbersText = (value) => value.flat(Infinity).slice(0, N_NUMBERS).map((one) => (one === null ? "–" : number(one))).join(" ");
