// What the checker says of a sound spec: layers with shapes and parameters, samples, time and memory.
import { html } from "../../core/html.js";
import { bytes, count, duration, integer, words } from "../../core/format.js";
import { Card, Facts, Scroll } from "../bits.js";

/** @param {object} props check: of useCheck; counts: of useCounts. */
export function CheckReport({ check, counts }) {
  const { result } = check;
  if (!result) return null;
  return html`<${Card} title="What the checker says"><div class=${check.busy ? "outdated" : ""} aria-busy=${check.busy}>
    <${Facts} items=${[
      ["Expected time", between(result.estimated_seconds, result.estimated_seconds_interval, duration)],
      ["Peak memory of a process", between(result.peak_memory, result.peak_memory_interval, bytes)],
      ["Fits", result.n_fits > 1 ? integer(result.n_fits) : null],
      ["Parameters", result.layers.length ? integer(result.total_parameters) : null],
      ...samples(counts),
    ]} />
    ${counts.error && html`<p class="muted small">Samples are not counted: ${counts.error.message}</p>`}
    ${result.layers.length > 0 ? html`<${LayerTable} result=${result} />` : html`<p class="muted">${result.ok
    ? "A pipeline of scikit-learn has no layers." : "No layer can be shown before the faults above it are settled."}</p>`}
  </div><//>`;
}

const between = (mean, interval, format) => (mean === null ? null : html`${format(mean)} <span
  class="muted small">(four of five: ${format(interval.low)} to ${format(interval.high)})</span>`);

const samples = ({ result }) => (result ? [...result.parts.map((part) => [`Samples, ${words(part.part)}`, integer(part.n_samples)]), ["Folds",
  result.n_folds || null]] : []);

function LayerTable({ result }) {
  return html`<${Scroll} label="Layers"><table class="layers"><caption>${result.ok ? count(result.layers.length, "layer")
    : `The first ${count(result.layers.length, "layer")}, up to the first faulty one`}</caption>
    <thead><tr><th scope="col">Layer</th><th scope="col">Kind</th><th scope="col">Output of a sample</th><th scope="col"
    class="number">Parameters</th><th scope="col" class="number">Trained</th></tr></thead>
    <tbody>${result.layers.map((row, index) => html`<tr key=${index}><td>${row.name}</td><td>${row.layer}</td>
    <td>${row.output_shape.map((size) => size ?? "any").join(" × ") || "one value"}</td>
      <td class="number">${integer(row.parameters)}</td><td class="number">${integer(row.trainable)}</td></tr>`)}</tbody>
    <tfoot><tr><th scope="row" colspan="3">Sum</th><td class="number">${integer(result.total_parameters)}</td><td
    class="number">${integer(result.layers.reduce((sum, row) => sum + row.trainable, 0))}</td></tr></tfoot></table><//>`;
}
