// Rows of a table or of arrays: columns with their types, gaps marked.
import { html } from "../../core/html.js";
import { exact } from "../../core/format.js";
import { Scroll } from "../bits.js";
import { Chart } from "../chart.js";
import { Samples } from "./samples.js";

/** Columns that are shown of a wide array. */
const MOST_COLUMNS = 60;
const NUMBER = /^(u?int|float)/;
/** Lines of the chart of rows that have dates. */
const MOST_LINES = 6;

/** @param {object} props id, dataset: as of Samples; query: chosen columns. */
export function Rows({ id, dataset, query = {} }) {
  const columns = columnsOf(dataset);
  const dates = dataset.upload?.columns.find(({ type }) => type === "date");
  return html`<${Samples} id=${id} dataset=${dataset} query=${query} most=${dates ? 100 : 20}>${({ samples }) => {
    const rows = samples.map(({ index, input, target }) => ({ index, target, cells: Array.isArray(input) ? input.flat(3) : [input] }));
    const hasTarget = rows.some(({ target }) => target !== null);
    return html`${dates && html`<${Lines} columns=${columns} rows=${rows} />`}
      <div class=${rows.length > 20 ? "long" : ""}><${Scroll} label="Rows"><table class="raw"><thead><tr><th scope="col">#</th>${columns.slice(0, MOST_COLUMNS).map(({ name, type }) => html`<th scope="col" class=${NUMBER.test(type) ? "number" : ""}>${name}<small>${type}</small></th>`)}
      ${columns.length > MOST_COLUMNS && html`<th scope="col">… ${columns.length - MOST_COLUMNS} more</th>`}${hasTarget && html`<th scope="col" class=${rows.every(({ target }) => typeof target !== "string") ? "number" : ""}>target</th>`}</tr></thead>
      <tbody>${rows.map(({ index, cells, target }) => html`<tr key=${index}><th scope="row">${index}</th>${cells.slice(0, MOST_COLUMNS).map((cell) => html`<${Cell} value=${cell} />`)}
        ${columns.length > MOST_COLUMNS && html`<td></td>`}${hasTarget && html`<${Cell} value=${target} />`}</tr>`)}</tbody></table><//></div>`;
  }}<//>`;
}

function columnsOf({ columns, upload, input_shape: shape, input_dtype: type }) {
  const types = new Map((upload?.columns || []).map((column) => [column.name, column.type]));
  const n = shape.reduce((size, axis) => size * (axis || 1), 1);
  return (columns || Array.from({ length: n }, (_, index) => String(index))).map((name) => ({ name, type: types.get(name) || type }));
}

function Cell({ value }) {
  if (value === null) return html`<td class="gap"><span title="missing">–<span class="hidden">missing</span></span></td>`;
  return html`<td class=${typeof value === "number" ? "number" : ""} title=${typeof value === "string" && value.length > 40 ? value : null}>${typeof value === "number" ? exact(value) : typeof value === "object" ? JSON.stringify(value) : String(value)}</td>`;
}

/** Columns of numbers in the order of the rows: what a table with dates looks like as a series. */
function Lines({ columns, rows }) {
  const series = columns.map(({ name, type }, at) => ({ name, type, values: rows.map(({ cells }) => (typeof cells[at] === "number" ? cells[at] : null)) }));
  const shown = series.filter(({ type }) => NUMBER.test(type)).slice(0, MOST_LINES);
  return shown.length > 0 && html`<${Chart} x=${rows.map(({ index }) => index)} series=${shown} xLabel="row" height=${220} label="The columns of numbers in the order of the rows shown below" />`;
}
