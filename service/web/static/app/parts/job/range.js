// The range of epochs that charts show: chosen by dragging over a chart, or typed here.
import { html, useEffect, useState } from "../../core/html.js";

/** Return a range of epochs that holds a dragged one; nulls, which mean all, stay. */
export const wholeRange = (from, to) => (from === null ? [null, null] : [Math.max(1, Math.floor(from)), Math.ceil(to)]);

/** @param {object} props first, last: epochs there are; range: [from, to], nulls for all; onRange(from, to). */
export function Range({ first, last, range, onRange }) {
  const [typed, setTyped] = useState(range);
  useEffect(() => setTyped(range), [range[0], range[1]]);
  const choose = (event) => {
    event.preventDefault();
    const [from, to] = [Number(typed[0] || first), Number(typed[1] || last)].sort((a, b) => a - b);
    onRange(from, to);
  };
  const field = (index, label, empty) => html`<label>${label} <input type="number" min=${first} max=${last} step="1" value=${typed[index] ?? ""} placeholder=${empty}
    onInput=${(event) => setTyped(index === 0 ? [event.target.value, typed[1]] : [typed[0], event.target.value])} /></label>`;
  return html`<form class="toolbar range" aria-label="Range of epochs" onSubmit=${choose}>
    ${field(0, "Epochs from", first)} ${field(1, "to", last)} <button class="second">Show</button>
    ${range[0] !== null && html`<button type="button" class="quiet" onClick=${() => onRange(null, null)}>All epochs</button>`}
  </form>`;
}
