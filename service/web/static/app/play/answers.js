// Predictions as people read them: each kind in its own view.
import { html } from "../core/html.js";
import { number, percent, words } from "../core/format.js";
import { Pixels, shadesFrom } from "../parts/pixels.js";
import { Probabilities } from "../parts/probabilities.js";

/** Labels of which all bars are shown, in their order; of more only the likeliest. */
const MOST_BARS = 12;

/** One prediction. @param {object} props kind: of the answer; prediction: its entry; outputs: the model's outputs by name. */
export function Prediction({ kind, prediction, outputs = {} }) {
  if (kind === "outputs") return html`<div class="columns">${Object.entries(prediction).map(([name, one]) => html`<section key=${name} aria-label=${name}>
    <h3>${words(name)}</h3>
    <${Prediction} kind=${outputs[name]?.kind} prediction=${one} /></section>`)}</div>`;
  return html`<div class="prediction">${viewOf(kind, prediction)}${prediction.reason && html`<p class="muted small">${prediction.reason}</p>`}</div>`;
}

function viewOf(kind, prediction) {
  if (prediction.labels) return html`<p class="answer">${prediction.labels.join(", ") || "no label"}</p><${Chances} of=${prediction} />`;
  if ("label" in prediction) return html`<p class="answer">${String(prediction.label)}${prediction.probability != null && html` <span class="sure">
    ${percent(prediction.probability)}</span>`}</p>
    ${prediction.probabilities && html`<${Chances} of=${prediction} predicted=${String(prediction.label)} />`}`;
  if ("cluster" in prediction) return html`<p class="answer">cluster ${prediction.cluster}</p>`;
  if ("row" in prediction) return html`<${Values} value=${prediction.row} />`;
  if (kind === "reconstruction") return html`<${Values} value=${prediction.value} />${prediction.error != null && html`<p
    class="muted">mean squared error ${number(prediction.error)}</p>`}`;
  return html`<${Values} value=${prediction.value} />`;
}

/** A prediction in one line, for tables. */
export function short(prediction) {
  if (prediction.labels) return prediction.labels.join(", ") || "none";
  if ("label" in prediction) return `${prediction.label}${prediction.probability == null ? "" : ` (${percent(prediction.probability)})`}`;
  if ("cluster" in prediction) return `cluster ${prediction.cluster}`;
  const value = "row" in prediction ? prediction.row : prediction.value;
  if (value === undefined) return Object.entries(prediction).map(([name, one]) => `${words(name)}: ${short(one)}`).join("; ");
  if (value === null) return prediction.reason || number(null);
  if (Array.isArray(value)) return value.flat(Infinity).map((one) => number(one)).join(", ");
  return typeof value === "object" ? Object.entries(value).map(([name, one]) => `${name}: ${number(one)}`).join(", ") : number(value);
}

const Chances = ({ of, predicted }) => html`<${Probabilities} probabilities=${of.probabilities} most=${MOST_BARS} inOrder predicted=${predicted} />`;

/** Values without labels: an image where they are a grid of shades, else numbers. */
function Values({ value }) {
  const height = Array.isArray(value) ? value.length : 0;
  const width = height && Array.isArray(value[0]) ? value[0].length : 0;
  if (height > 4 && width > 4) return html`<${Shades} rows=${value} label=${`Image of ${width} × ${height} pixels that the model gives`} />`;
  if (value && typeof value === "object" && !Array.isArray(value)) return html`<dl class="facts">${Object.entries(value).map(([name, one]) => html`<div key=${name}>
    <dt>${name}</dt><dd>${number(one)}</dd></div>`)}</dl>`;
  return html`<p class=${`answer${Array.isArray(value) ? " several" : ""}`}>
    ${Array.isArray(value) ? value.flat(Infinity).map((one) => number(one)).join(", ") : number(value)}</p>`;
}

/** An image of shades from 0 to 255 (or from 0 to `white`). `rows`: nested lists, of numbers or of colours; `label`: "" where what is around it names it. */
export const Shades = ({ rows, label, white = 255 }) => html`<${Pixels} rows=${rows} colourOf=${shadesFrom(0, white)} label=${label} />`;
