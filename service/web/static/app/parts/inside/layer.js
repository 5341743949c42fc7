// One layer: its shape and weights, their histogram, and the filters of a convolution as images.
import { html } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { integer, number, percent } from "../../core/format.js";
import { Facts } from "../bits.js";
import { Pixels, magnified, shadesFrom } from "../pixels.js";
import { Loaded } from "../problem.js";
import { signedColours } from "./signed_colours.js";
import { shapeOf, weightsOf } from "./diagram.js";

/** Side of one weight of a filter, in pixels of the page. */
const WEIGHT_PX = 12;

/** @param {object} props box: of the plot "network"; path: of the model's plots; names: of those that it has. */
export function Layer({ box, path, names }) {
  const weights = useData(names.has("weights") && box.parameters ? `${path}/weights.json` : null);
  const filters = useData(names.has("filters") && box.layer.includes("Conv") ? `${path}/filters.json` : null);
  return html`<${Facts} items=${[["Kind", box.layer], ["Gives", shapeOf(box.shape)], ["Weights", weightsOf(box)]]} />
    ${box.parameters > 0 && names.has("weights") && html`<${Loaded} of=${weights}>${({ numbers }) => html`<${Histogram} layer=${numbers.layers.find((one) => one.layer === box.name)} numbers=${numbers} />`}<//>`}
    ${box.layer.includes("Conv") && names.has("filters") && html`<${Loaded} of=${filters}>${({ numbers }) => html`<${Filters} layer=${numbers.layers.find((one) => one.layer === box.name)} />`}<//>`}`;
}

function Histogram({ layer, numbers }) {
  if (!layer) return html`<p class="muted">Of networks with many layers, not all have a histogram; this one has none.</p>`;
  const highest = Math.max(...layer.counts);
  const step = (numbers.high - numbers.low) / layer.counts.length;
  const said = `Histogram of ${integer(layer.n_weights)} weights from ${number(numbers.low)} to ${number(numbers.high)}; standard deviation ${number(layer.std)}, ${percent(layer.zeros)} zero`;
  return html`<h3>Weights</h3><svg class="histogram" viewBox=${`0 0 ${layer.counts.length} 30`} preserveAspectRatio="none" role="img" aria-label=${said}>
      ${layer.counts.map((count, index) => html`<rect key=${index} x=${index} y=${30 - (30 * count) / highest} width="0.9" height=${(30 * count) / highest}><title>${number(numbers.low + index * step)} to ${number(numbers.low + (index + 1) * step)}: ${integer(count)}</title></rect>`)}
    </svg><p class="ends muted small"><span>${number(numbers.low)}</span><span>0</span><span>${number(numbers.high)}</span></p><p class="muted small">${said}.</p>`;
}

function Filters({ layer }) {
  if (!layer) return html`<p class="muted">Filters are drawn of the first convolution only, whose inputs are the image itself.</p>`;
  const [height, width, channels, n] = layer.shape;
  return html`<h3>Filters</h3><p class="muted small">${n} filters of ${height} × ${width} on ${channels} ${channels === 1 ? "channel" : "channels"}${layer.filters.length < n ? `, the first ${layer.filters.length}` : ""}. ${layer.in_color ? "Drawn in their colours." : "Weights below zero are orange, above zero blue; white is zero."}</p>
    <div class="maps">${layer.filters.map((filter, index) => html`<${Pixels} key=${index} rows=${filter} colourOf=${layer.in_color ? shadesFrom(0, 1) : signedColours(filter)}
      style=${magnified(filter, WEIGHT_PX)} label=${`Filter ${index + 1}`} />`)}</div>`;
}
