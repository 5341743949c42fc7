// Metrics of models: which counts most, and all of them with the part of the data that they were measured on.
import { html } from "../../core/html.js";
import { number, words } from "../../core/format.js";
import { Facts } from "../bits.js";

const PARTS = [["test_", "test"], ["val_", "validation"], ["train_", "train"]];
/** Metrics by which a model is known first, where it has them. */
const FIRST = ["accuracy", "r2", "rmse", "exact_match", "perplexity", "silhouette", "score", "loss"];

/** Split the name of a metric into the part that it was measured on ("" if the name does not say) and what is measured. */
export function splitName(name) {
  const found = PARTS.find(([prefix]) => name.startsWith(prefix));
  return found ? [found[1], name.slice(found[0].length)] : ["", name];
}

/** Return [name, value] of the metric that tells most of a model: of the test part before others; null without metrics. */
export function mainMetric(metrics) {
  const ranked = Object.entries(metrics).map((entry) => {
    const [part, what] = splitName(entry[0]);
    const kind = FIRST.findIndex((one) => what.endsWith(one));
    const order = ["test", "validation", "train", ""].indexOf(part);
    return { entry, rank: (kind < 0 ? 10 : kind) + 100 * order };
  });
  return ranked.sort((a, b) => a.rank - b.rank)[0]?.entry || null;
}

/** Return the rows of the table: by what is measured, its values by part; a name without a part is of the training part where others have theirs. */
function rowsOf(metrics) {
  const rows = new Map();
  for (const [name, value] of Object.entries(metrics)) {
    const [part, what] = splitName(name);
    rows.set(what, { ...rows.get(what), [part]: value });
  }
  return [...rows].map(([what, { "": plain, ...row }]) => {
    const named = Object.keys(row).length > 0;
    return [what, plain === undefined ? row : named ? { train: plain, ...row } : { value: plain }];
  });
}

/** A table of metrics, with a row for what is measured and a column for each part; and what was measured on no part, such as a slope. */
export function Metrics({ metrics }) {
  const rows = rowsOf(metrics);
  if (!rows.length) return html`<p class="muted">No metrics were recorded.</p>`;
  const measured = rows.filter(([, row]) => !("value" in row));
  return html`${measured.length > 0 && html`<${Table} rows=${measured} />`}
    <${Facts} items=${rows.filter(([, row]) => "value" in row).map(([what, row]) => [words(what), number(row.value)])} />`;
}

function Table({ rows }) {
  const parts = ["test", "validation", "train"].filter((part) => rows.some(([, row]) => part in row));
  const cell = (part, content) => html`<td key=${part} class="number">${content}</td>`;
  return html`<div class="scroll"><table class="metrics">
    <thead><tr><th scope="col">Metric</th>${parts.map((part) => html`<th key=${part} scope="col" class="number">${part}</th>`)}</tr></thead>
    <tbody>${rows.map(([what, row]) => html`<tr key=${what}><th scope="row">${words(what)}</th>${parts.map((part) => cell(part, number(row[part])))}</tr>`)}</tbody>
    </table></div>`;
}
