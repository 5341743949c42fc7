// Fields of rows: one row as a form with sliders, several as a table; what is pasted fills as many cells as it has.
import { html } from "../core/html.js";
import { number } from "../core/format.js";
import { byColumns, parsedTable } from "./paste.js";

/** Steps of a slider over the range of a column. */
const SLIDER_STEPS = 200;

/** Return how far the data reach, in words. */
const rangeOf = ({ low, high, categories }) => (low !== null && high > low ? `${number(low)} to ${number(high)}` : categories ? `${categories.length} categories` : "");

/** Return the rows after a paste at a cell, or null where it is a single value, which the field takes by itself. */
export function pasted(rows, text, row, column, columns) {
  const separators = columns[column].text ? /[\t\n]/ : /[\t\n;]|,.*,/;  // A sentence has commas of its own.
  if (!separators.test(text.trim())) return null;
  const names = columns.map(({ name }) => name);
  const table = parsedTable(text);
  const ordered = byColumns(table, names);
  const from = ordered === table ? column : 0;
  const changed = rows.map((cells) => [...cells]);
  ordered.forEach((cells, down) => {
    changed[row + down] ??= names.map(() => "");
    cells.forEach((cell, right) => { if (from + right < names.length) changed[row + down][from + right] = cell; });
  });
  return changed;
}

/** A field of one cell. @param {object} props column; value: as typed; label; fault: what is wrong with it, or null; onValue(text), onPaste(event). */
function Field({ column, value, label, fault, onValue, onPaste, id }) {
  const invalid = fault ? "true" : null;
  if (column.categories) return html`<select id=${id} aria-label=${label} aria-invalid=${invalid} value=${value} onChange=${(event) => onValue(event.target.value)}>
    ${(column.gap || value === "") && html`<option value="">(missing)</option>`}${column.categories.map((one) => html`<option key=${one} value=${String(one)}>
      ${String(one)}</option>`)}</select>`;
  return html`<input id=${id} type="text" inputmode=${column.text ? "text" : "decimal"} size=${column.text ? 14 : 9} aria-label=${label} aria-invalid=${invalid}
    value=${value} title=${fault}
    placeholder=${column.gap ? "missing" : ""} onInput=${(event) => onValue(event.target.value)} onPaste=${onPaste} />`;
}

/** One row: a field for each column, with a slider for numbers. `name`: of the input; `faults`: texts by column; onCell(column, text), onPaste(event, column). */
export function RowForm({ name, columns, cells, faults, onCell, onPaste }) {
  const idOf = (index) => `${name}-${index}`;
  return html`<div class="row-form">${columns.map((column, index) => html`<div key=${column.name} class="row-field"><label for=${idOf(index)}>${column.name}</label>
      <span class="muted small">${rangeOf(column)}</span>
      <${Field} id=${idOf(index)} column=${column} value=${cells[index]} fault=${faults.get(index)} onValue=${(text) => onCell(index, text)}
        onPaste=${(event) => onPaste(event, index)} />
      ${column.low !== null && column.high > column.low && html`<input type="range" aria-label=${`${column.name}, slider`} min=${column.low} max=${column.high}
        step=${column.whole ? 1 : (column.high - column.low) / SLIDER_STEPS} value=${Number(cells[index]) || 0}
          onInput=${(event) => onCell(index, String(Number(Number(event.target.value).toPrecision(6))))} />`}
      ${faults.has(index) && html`<p class="fault">${faults.get(index)}</p>`}</div>`)}</div>`;
}

/** Several rows. `faults`: a map of row to texts by column; `answers`: what stands beside each row; onRemove(row). */
export function RowTable({ columns, rows, faults, answers, onCell, onPaste, onRemove }) {
  return html`<div class="scroll"><table class="row-table"><thead><tr><th scope="col">row</th>${columns.map((column) => html`<th key=${column.name} scope="col">
    ${column.name}<br /><span class="small">${rangeOf(column)}</span></th>`)}
      <th scope="col">answer</th><td></td></tr></thead>
    <tbody>${rows.map((cells, row) => html`<tr key=${row}><th scope="row">${row + 1}</th>${columns.map((column, index) => html`<td key=${column.name}>
        <${Field} column=${column} value=${cells[index]} label=${`row ${row + 1}, ${column.name}`} fault=${faults.get(row)?.get(index)}
          onValue=${(text) => onCell(row, index, text)} onPaste=${(event) => onPaste(event, row, index)} />
        ${faults.get(row)?.has(index) && html`<p class="fault">${faults.get(row).get(index)}</p>`}</td>`)}
      <td>${answers[row] ?? ""}${faults.get(row)?.has(null) && html`<p class="fault">${faults.get(row).get(null)}</p>`}</td>
      <td><button class="quiet icon" aria-label=${`Remove row ${row + 1}`} onClick=${() => onRemove(row)}>✕</button></td></tr>`)}</tbody></table></div>`;
}
