// The columns of a data set: types, gaps, the most frequent values, and how numbers are spread; and the classes.
import { html, useState } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { integer, number, percent } from "../../core/format.js";
import { Bars } from "../bars.js";
import { Card, Scroll } from "../bits.js";
import { Spinner } from "../problem.js";

/** Columns on a page, and values that are named of one. */
const A_PAGE = 50;
const NAMED = 5;

/** @param {object} props id: of the data set; dataset: its description; query: parameters of a generator. */
export function Columns({ id, dataset, query = {} }) {
  const [shown, setShown] = useState(A_PAGE);
  const figure = useData(dataset.downloads ? null : `v1/datasets/${id}/plots/histograms.json`, { query });
  const histograms = new Map((figure.data?.numbers.columns || []).map((one) => [one.column, one]));
  const columns = dataset.upload?.columns.length ? dataset.upload.columns : (dataset.columns || []).map((name) => ({ name, type: dataset.input_dtype, n_missing: histograms.get(name)?.n_missing ?? null, counts: null }));
  return html`<div class="stack"><${Classes} id=${id} dataset=${dataset} query=${query} />
    ${columns.length > 0 && html`<${Card} title="Columns"><${Scroll} label="Columns"><table><thead><tr><th scope="col">Column</th><th scope="col">Type</th><th scope="col">Missing</th><th scope="col">Values</th><th scope="col">Spread</th></tr></thead>
      <tbody>${columns.slice(0, shown).map((column) => html`<tr key=${column.name}><th scope="row">${column.name}</th><td>${column.type}${column.shape?.length > 0 && ` ${column.shape.join(" × ")}`}</td>
        <td>${missing(column)}</td><td>${valuesOf(column)}</td><td>${column.type !== "boolean" && html`<${Spread} of=${histograms.get(column.name)} />`}</td></tr>`)}</tbody></table><//>
      ${figure.loading && html`<${Spinner} label="Counting values" />`}
      ${columns.length > shown && html`<p><button class="second" onClick=${() => setShown(shown + A_PAGE)}>Show more of ${integer(columns.length)} columns</button></p>`}<//>`}</div>`;
}

const missing = ({ n_missing: n, n_samples: all }) => (n ? html`<span class="doubt-mark">${integer(n)}${all ? ` (${percent(n / all)})` : ""}</span>` : n === 0 ? "none" : "");

function valuesOf({ counts }) {
  if (!counts) return html`<span class="muted">many</span>`;
  const most = [...counts].sort((one, other) => other.count - one.count);
  return `${most.slice(0, NAMED).map(({ value, count }) => `${value} (${integer(count)})`).join(", ")}${most.length > NAMED ? `, and ${most.length - NAMED} more` : ""}`;
}

/** A small histogram; its numbers are those of the figure "values of the columns". */
function Spread({ of }) {
  if (!of) return null;
  const heights = of.edges.slice(1).map((_, bin) => of.counts.reduce((sum, counts) => sum + counts[bin], 0));
  const most = Math.max(...heights, 1);
  const [low, high] = [of.edges[0], of.edges.at(-1)].map((edge) => number(edge));
  return html`<div class="small-bars" role="img" aria-label=${`From ${low} to ${high}; most often near ${number(of.edges[heights.indexOf(most)])}`}>
    ${heights.map((height) => html`<span style=${{ height: `${(100 * height) / most}%` }}></span>`)}</div><small class="muted">${low} to ${high}</small>`;
}

/** Classes of the data set with their counts: folders of images, values of a column, or targets. */
function Classes({ id, dataset, query }) {
  const { upload } = dataset;
  const choices = (upload?.columns || []).filter(({ counts }) => counts?.length > 1);
  const [name, setName] = useState(choices.at(-1)?.name);
  if (!upload) return dataset.labels && !dataset.downloads && html`<${CountedClasses} id=${id} query=${query} />`;
  if (upload.classes.length) return html`<${Card} title="Classes"><${Bars} title="Images of each class" items=${itemsOf(upload.classes)} /><//>`;
  const column = choices.find((one) => one.name === name);
  return column && html`<${Card} title="Classes"><label>Column <select value=${name} onChange=${(event) => setName(event.currentTarget.value)}>
    ${choices.map((one) => html`<option value=${one.name}>${one.name}</option>`)}</select></label><${Bars} title=${`Rows of each value of ${name}`} items=${itemsOf(column.counts)} /><//>`;
}

const itemsOf = (counts) => counts.map(({ value, count }) => ({ label: value, count }));

function CountedClasses({ id, query }) {
  const { data, loading } = useData(`v1/datasets/${id}/plots/class-counts.json`, { query });
  if (!data) return loading && html`<${Spinner} label="Counting classes" />`;
  const { classes, parts } = data.numbers;
  return html`<${Card} title="Classes">${parts.map(({ part, counts }) => html`<${Bars} title=${`Samples of each class, ${part} part`} items=${classes.map((label, index) => ({ label, count: counts[index] }))} />`)}<//>`;
}
