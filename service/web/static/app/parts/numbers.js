// The numbers behind a figure, as tables where they are some: lists of one length are columns, lists of objects are rows.
import { html } from "../core/html.js";
import { exact, words } from "../core/format.js";
import { Scroll } from "./bits.js";

/** Rows that are shown of a long table; the JSON has all. */
const MOST = 200;

/** @param {object} props data: an answer of /plots/NAME.json (PlotNumbersOut). */
export const NumbersTable = ({ data }) => html`<div class="numbers">${tablesOf(data.numbers).map((table) => html`<${Table} ...${table} />`)}</div>`;

const isList = (value) => Array.isArray(value);
const isFlat = (list) => list.every((value) => typeof value !== "object" || value === null);

/** Return the tables of an object of fields: {title, columns: [name, values]}. */
function tablesOf(fields, title = "") {
  const tables = [];
  const byLength = new Map();
  const single = [];
  for (const [name, value] of Object.entries(fields)) {
    if (isList(value) && isFlat(value)) byLength.set(value.length, [...(byLength.get(value.length) || []), [name, value]]);
    else if (isList(value) && value.every(isList)) tables.push({ title: name, columns: value[0] ? value[0].map((_, index) => [String(index), value.map((row) => row[index])]) : [] });
    else if (isList(value)) tables.push(...rowsOf(value, name));
    else if (value && typeof value === "object") tables.push(...tablesOf(value, name));
    else single.push([name, value]);
  }
  const lists = [...byLength.values()].map((columns) => ({ title, columns }));
  const facts = single.length ? [{ title, columns: [["", single.map(([name]) => words(name))], ["value", single.map(([, value]) => value)]] }] : [];
  return [...facts, ...lists, ...tables];
}

/** Return the tables of a list of objects: one for their plain values, or one for each where they have lists. */
function rowsOf(list, name) {
  if (list.some((row) => Object.values(row || {}).some((value) => value && typeof value === "object"))) return list.flatMap((row, index) => tablesOf(row || {}, row?.name || row?.label || `${name} ${index + 1}`));
  const keys = [...new Set(list.flatMap((row) => Object.keys(row || {})))];
  return [{ title: name, columns: keys.map((key) => [key, list.map((row) => row?.[key])]) }];
}

function Table({ title, columns }) {
  const n = Math.max(0, ...columns.map(([, values]) => values.length));
  return html`<${Scroll} label=${words(title) || "Numbers"}><table><caption>${words(title)}${n > MOST ? ` (the first ${MOST} of ${n})` : ""}</caption>
    <thead><tr>${columns.map(([name]) => html`<th scope="col">${words(name)}</th>`)}</tr></thead>
    <tbody>${Array.from({ length: Math.min(n, MOST) }, (_, index) => html`<tr>${columns.map(([, values]) => html`<td>${typeof values[index] === "number" ? exact(values[index]) : String(values[index] ?? "–")}</td>`)}</tr>`)}</tbody></table><//>`;
}
