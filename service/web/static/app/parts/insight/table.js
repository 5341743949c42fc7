// A table that is sorted by its headings, a page at a time.
import { html, useState } from "../../core/html.js";
import { Scroll } from "../bits.js";

/** Rows of a page. */
const PAGE = 25;

/**
 * @param {object} props caption; columns: [{title, value (of a row, to sort by), show (of a row, default its value), number}]; rows; sort: index of the first column
 *   to sort by, or null; descending.
 */
export function SortedTable({ caption, columns, rows, sort = null, descending = false }) {
  const [order, setOrder] = useState({ column: sort, descending });
  const [page, setPage] = useState(0);
  const sorted = order.column === null ? rows : [...rows].sort(comparing(columns[order.column].value, order.descending));
  const pages = Math.ceil(rows.length / PAGE);
  const at = Math.min(page, Math.max(0, pages - 1));
  const choose = (column) => {
    setOrder({ column, descending: order.column === column ? !order.descending : columns[column].number === true });
    setPage(0);
  };
  return html`<${Scroll} label=${caption}><table><caption>${caption}</caption>
    <thead><tr>${columns.map(
      (column, index) => html`<th key=${index} scope="col" class=${column.number ? "number" : null} aria-sort=${ariaOf(order, index)}>
      <button class="quiet sort" onClick=${() => choose(index)}>${column.title} <span aria-hidden="true">${markOf(order, index)}</span></button></th>`,
    )}</tr></thead>
    <tbody>${sorted.slice(PAGE * at, PAGE * (at + 1)).map(
      (row, index) =>
        html`<tr key=${PAGE * at + index}>${columns.map(
          (column, number) => html`<td key=${number}
      class=${column.number ? "number" : null}>${(column.show || column.value)(row)}</td>`,
        )}</tr>`,
    )}</tbody>
  </table><//>
  ${pages > 1 && html`<${Pager} page=${at} pages=${pages} onPage=${setPage} what=${caption} />`}`;
}

/** Buttons to the page before and after. */
export const Pager = ({ page, pages, onPage, what }) => html`<p class="actions" role="group" aria-label=${`Pages: ${what}`}>
  <button class="second" disabled=${page === 0} onClick=${() => onPage(page - 1)}>Previous</button>
  <span aria-live="polite">Page ${page + 1} of ${pages}</span>
  <button class="second" disabled=${page >= pages - 1} onClick=${() => onPage(page + 1)}>Next</button></p>`;

function comparing(value, descending) {
  const sign = descending ? -1 : 1;
  return (one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === b) return 0;
    if (a === null || a === undefined) return 1;
    if (b === null || b === undefined) return -1;
    return a < b ? -sign : sign;
  };
}

const ariaOf = (order, index) => (order.column !== index ? "none" : order.descending ? "descending" : "ascending");
const markOf = (order, index) => (order.column !== index ? "" : order.descending ? "↓" : "↑");
