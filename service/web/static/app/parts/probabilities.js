// Bars of the probabilities of labels: the likeliest first or in their order, the predicted one in bold and the true one with a word.
import { html } from "../core/html.js";
import { percent } from "../core/format.js";

/**
 * @param {object} props probabilities: by label; most: bars at most, of the likeliest labels; inOrder: whether they stand in the order of the labels where all are
 *   shown, so that none moves while one draws; predicted, truth: labels, or undefined.
 */
export function Probabilities({ probabilities, most = 10, inOrder = false, predicted, truth }) {
  const known = Object.entries(probabilities).filter(([, value]) => value !== null);
  const all = inOrder && known.length <= most ? known : [...known].sort((one, other) => other[1] - one[1]);
  const isTrue = (label) => truth !== undefined && label === String(truth);
  const shown = [...all.slice(0, most), ...all.slice(most).filter(([label]) => isTrue(label))];
  const bar = ([label, value]) => html`<li key=${label} class=${[label === predicted && "predicted", isTrue(label) && "true"].filter(Boolean).join(" ")}>
    <span class="label" title=${label}>${label}${isTrue(label) && html` <em>true</em>`}</span>
    <span class="bar" aria-hidden="true"><span style=${{ width: `${100 * value}%` }}></span></span>
    <span class="number">${percent(value)}</span></li>`;
  return html`<ol class="chances" aria-label="Probabilities">${shown.map(bar)}</ol>
    ${all.length > shown.length && html`<p class="muted small">${all.length - shown.length} less likely labels are left out.</p>`}`;
}
