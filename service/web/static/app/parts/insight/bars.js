// Bars of the probabilities of classes: the likeliest ones, with the true class marked by a word.
import { html } from "../../core/html.js";
import { percent } from "../../core/format.js";

/**
 * @param {object} props probabilities: by label; truth: the true label, or undefined; most: bars at most.
 */
export function Bars({ probabilities, truth, most = 10 }) {
  const all = Object.entries(probabilities)
    .filter(([, value]) => value !== null)
    .sort((one, other) => other[1] - one[1]);
  const shown = all.slice(0, most);
  const missing = truth === undefined ? null : all.slice(most).find(([label]) => label === String(truth));
  if (missing) shown.push(missing);
  return html`<ol class="chances" aria-label="Probabilities">${shown.map(
    ([label, value]) => html`<li key=${label} class=${label === String(truth) ? "true" : null}>
    <span class="label">${label}${label === String(truth) && html` <em>true</em>`}</span>
    <span class="bar" aria-hidden="true"><span style=${{ width: `${100 * value}%` }}></span></span>
    <span class="number">${percent(value)}</span></li>`,
  )}</ol>
    ${all.length > shown.length && html`<p class="muted small">${all.length - shown.length} less likely classes are left out.</p>`}`;
}
