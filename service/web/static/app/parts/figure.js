// A figure that the API draws: with its permanent URL, "copy as image", and the numbers behind it.
import { html, useState } from "../core/html.js";
import { call, urlOf } from "../core/api.js";
import { useData } from "../core/data.js";
import { CopyButton } from "./bits.js";
import { Loaded, Spinner, kindOf } from "./problem.js";
import { NumbersTable } from "./numbers.js";

/** @param {object} props plot: an item of the lists /plots (PlotOut: name, title, caption, svg, png, numbers). */
export function Figure({ plot }) {
  const [shown, setShown] = useState(false);
  const svg = urlOf(plot.svg);
  const copy = () => {
    const image = call("GET", plot.png, { headers: { Accept: "image/png" } }).then((response) => response.blob());
    return navigator.clipboard.write([new ClipboardItem({ "image/png": image })]);
  };
  return html`<figure class="plot" id=${`plot-${plot.name}`}>
    <a href=${svg} target="_blank" aria-label=${`${plot.title}, as a file`}><img src=${svg} alt=${`${plot.title}. ${plot.caption}`} loading="lazy" /></a>
    <figcaption><strong>${plot.title}</strong> ${plot.caption}</figcaption>
    <p class="actions">
      <${CopyButton} text=${svg} label="Copy link" />
      <${CopyButton} write=${copy} label="Copy as image" />
      <button class="quiet" aria-expanded=${shown} onClick=${() => setShown(!shown)}>Numbers</button>
    </p>
    ${shown && html`<${Numbers} plot=${plot} />`}
  </figure>`;
}

function Numbers({ plot }) {
  const numbers = useData(plot.numbers);
  return html`<${Loaded} of=${numbers}>${(data) => html`<${NumbersTable} data=${data} />
    <p><a href=${urlOf(plot.numbers)} target="_blank">as JSON</a></p>`}<//>`;
}

/** All figures of a list, such as v1/models/digits@3/plots. */
export function Figures({ path }) {
  const plots = useData(path);
  if (kindOf(plots.error?.problem) === "plot-not-ready") return html`<${Spinner} label="The figures are being made" />`;
  return html`<${Loaded} of=${plots} label="Looking for figures">${(data) => html`${data.plots.length === 0 && html`<p class="muted">There are no figures.</p>`}<div class="plots">${data.plots.map((plot) => html`<${Figure} key=${plot.name} plot=${plot} />`)}</div>
    ${data.left_out?.length > 0 && html`<p class="muted">Not drawn: ${data.left_out.map((one) => `${one.name}: ${one.reason}`).join("; ")}</p>`}`}<//>`;
}
