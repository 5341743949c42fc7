// Some samples of the data, one of each class, with the probabilities of their classes.
import { html } from "../../core/html.js";
import { Card } from "../bits.js";
import { Probabilities } from "../probabilities.js";
import { NumbersBehind, usePlotNumbers } from "./plots.js";
import { Shades } from "./sample.js";

/** @param {object} props plots: of usePlots. */
export function SomeProbabilities({ plots }) {
  const { plot, numbers, caption, answer } = usePlotNumbers(plots, "class-probabilities");
  if (!numbers) return null;
  return html`<${Card} title="Probabilities of some samples"><p class="muted">${caption}</p>
    <ul class="panels">${numbers.panels.map(
      (panel) => html`<li key=${panel.name}>
      <h3>${panel.name}: ${
        panel.true === panel.predicted
          ? html`${panel.true} <span class="muted">✓ right</span>`
          : html`${panel.true} <span
        class="wrong">✕ said ${panel.predicted}</span>`
      }</h3>
      <div class="panel">${panel.image && html`<${Shades} rows=${panel.image.shades} label=${`${panel.name}, ${panel.true}`} />`}
        <div><${Probabilities} most=${5} truth=${panel.true}
          probabilities=${Object.fromEntries(panel.labels.map((label, index) => [label, panel.probabilities[index]]))} /></div></div></li>`,
    )}</ul>
    <${NumbersBehind} plot=${plot} answer=${answer} /><//>`;
}
