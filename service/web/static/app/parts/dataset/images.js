// Images by class: of files, and of arrays of shades.
import { html, useState } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { extentOf } from "../../core/extent.js";
import { count, integer } from "../../core/format.js";
import { Pixels, shadesFrom } from "../pixels.js";
import { Loaded } from "../problem.js";
import { Samples } from "./samples.js";

/** Images of each class where all classes are shown, and classes that are shown so. */
const EACH = 8;
const MOST_CLASSES = 12;

/** @param {object} props id, dataset: as of Samples; query: chosen columns. */
export function Images({ id, dataset, query = {} }) {
  const [chosen, setChosen] = useState("");
  const ranges = rangesOf(dataset);
  const range = ranges.find(({ label }) => label === chosen);
  return html`${ranges.length > 1 && html`<p class="actions"><label>Class <select value=${chosen} onChange=${(event) => setChosen(event.currentTarget.value)}>
      <option value="">some of each</option>${ranges.map(({ label, n }) => html`<option value=${label}>${label} (${integer(n)})</option>`)}</select></label></p>`}
    ${ranges.length > 1 && !range
      ? ranges.slice(0, MOST_CLASSES).map((one) => html`<${OfClass} key=${one.label} id=${id} range=${one} query=${query} />`)
      : html`<${Samples} key=${chosen} id=${id} dataset=${dataset} query=${query} most=${48} noun="Images" range=${range ? [range.first, range.n] : null}>${({ samples }) => html`<${Grid} samples=${samples} />`}<//>`}
    ${ranges.length > MOST_CLASSES && !range && html`<p class="muted">${count(ranges.length - MOST_CLASSES, "more class", "more classes")}: choose one above.</p>`}`;
}

/** Uploaded images are stored class by class. */
function rangesOf({ upload }) {
  let first = 0;
  return (upload?.version === 1 ? upload.classes : []).map(({ value, count: n }) => {
    first += n;
    return { label: String(value), first: first - n, n };
  });
}

function OfClass({ id, range, query }) {
  const found = useData(`v1/datasets/${id}/preview`, { query: { from: range.first, n_samples: Math.min(EACH, range.n), ...query } });
  return html`<h3>${range.label} <span class="muted">${count(range.n, "image")}</span></h3><${Loaded} of=${found}>${({ samples }) => html`<${Grid} samples=${samples} heading=${range.label} />`}<//>`;
}

/** Below an image stands its class; its index where the heading has said the class. */
const Grid = ({ samples, heading = null }) => html`<ul class="images">${samples.map(({ index, input, target }) => html`<li key=${index}><figure>
  ${typeof input === "string" ? html`<img src=${input} alt=${`Image ${index}`} loading="lazy" />` : html`<${Shades} values=${input} label=${`Image ${index}`} />`}
  <figcaption>${target === null || String(target) === heading ? `#${index}` : String(target)}</figcaption></figure></li>`)}</ul>`;

/** An array of shades, or of colours (last axis of 3), drawn with its smallest value black and its largest white. */
const Shades = ({ values, label }) => html`<${Pixels} rows=${values} colourOf=${shadesFrom(...(extentOf(values.flat(2)) || [0, 1]))} label=${label} kind=${null} />`;
