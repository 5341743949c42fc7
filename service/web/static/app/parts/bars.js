// Counts as bars, with the numbers beside them.
import { html } from "../core/html.js";
import { integer, percent } from "../core/format.js";
import { Scroll } from "./bits.js";

/** @param {object} props items: [{label, count}]; title: what is counted; share: whether to tell shares, too. */
export function Bars({ items, title, share = true }) {
  const most = Math.max(1, ...items.map(({ count }) => count));
  const all = Math.max(1, items.reduce((sum, { count }) => sum + count, 0));
  return html`<${Scroll} label=${title}><table class="bars"><caption>${title}</caption><tbody>${items.map(({ label, count }) => html`<tr key=${label}>
    <th scope="row">${String(label) || "(empty)"}</th><td class="number">${integer(count)}</td>${share && html`<td class="number muted">${percent(count / all)}</td>`}
    <td><meter aria-hidden="true" min="0" max=${most} value=${count}></meter></td></tr>`)}</tbody></table><//>`;
}
