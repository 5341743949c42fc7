// Figures within the epochs: what some evenly spaced batches have told.
import { html, useState } from "../../core/html.js";
import { title } from "../../core/format.js";
import { Card } from "../bits.js";
import { Chart } from "../chart.js";
import { chartsOf, linesOf } from "./curve_data.js";

/** @param {object} props batches: of a history: {epoch, step, loss, ...}. */
export function Batches({ batches }) {
  const [open, setOpen] = useState(false);
  if (batches.length === 0) return null;
  return html`<details onToggle=${(event) => setOpen(event.target.open)}><summary>Within the epochs: ${batches.length} batches</summary>
    ${open && html`<${Drawn} batches=${batches} />`}</details>`;
}

function Drawn({ batches }) {
  const steps = Math.max(...batches.map((batch) => batch.step));
  const x = batches.map((batch) => batch.epoch - 1 + batch.step / steps);
  const names = [...new Set(batches.flatMap(Object.keys))].filter((name) => name !== "epoch" && name !== "step");
  const metrics = Object.fromEntries(names.map((name) => [name, batches.map((batch) => batch[name] ?? null)]));
  return html`<p class="muted small">Each value is the mean over the epoch so far.</p>
    <div class="columns">${chartsOf(names).map(({ title: name, names: shown }) => html`<${Card} key=${name} title=${`${title(name)} by batch`}>
      <${Chart} x=${x} series=${linesOf(shown, metrics)} xLabel="epoch" label=${`${title(name)} within the epochs`} /><//>`)}</div>`;
}
