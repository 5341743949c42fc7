// How a model is served, and what it was made with.
import { html } from "../../core/html.js";
import { modelPath } from "../../core/api.js";
import { useData } from "../../core/data.js";
import { bytes, count, dateTime, integer, number } from "../../core/format.js";
import { Facts } from "../bits.js";

/** Runtime, size and speed. The speed is that of the comparison of a version with itself: measured where it is served. */
export function Served({ model }) {
  const compared = useData(`${modelPath(model.ref)}/compare`, { query: { with: model.ref } });
  const facts = compared.data?.model;
  const { serving } = model;
  const speed = (facts?.speed || []).map((one) => [one.batch_size === 1 ? "One sample" : `Batch of ${one.batch_size}`, `${number(one.milliseconds, 3)} ms`]);
  return html`<${Facts} items=${[
    ["Runtime", serving.runtime], ...speed, ["Weights", facts?.parameters == null ? null : integer(facts.parameters)], ["Size of the artifact", bytes(model.size_bytes)],
    ["Size as served", facts ? bytes(facts.compiled_bytes) : null],
    ["Difference from the source model", serving.difference === null ? null : number(serving.difference, 2)],
    ["Compared on", count(serving.samples, "sample")], ["Single-step form", serving.steps ? serving.steps.reason || "yes" : null],
  ]} />
  ${serving.reason && html`<p class="note">Not served by ONNX: ${serving.reason}</p>`}
  ${speed.length > 0 && html`<p class="muted small">The times are measured now, on a machine that may be busy.</p>`}
  ${compared.error && html`<p class="muted small">Speed: ${compared.error.message}</p>`}
  <p class="muted small">${model.golden === "real"
    ? "The examples in the artifact are samples of its data, which whoever downloads it sees."
    : "The examples in the artifact were drawn; they are no samples of its data."}</p>`;
}

/** Programs, machine and digests. */
export function Origin({ model }) {
  const made = model.provenance;
  const parts = Object.entries(made.parts || {});
  return html`<${Facts} items=${[
    ["Registered", dateTime(model.created_at)], ["Modelbook", made.modelbook], ["Python", made.python], ["Machine", made.machine], ["Processor", made.cpu],
    ["Retraining of", made.retrains], ["Shares layers with", made.shares && `${made.shares.model}: ${made.shares.layers.join(", ")}`],
    ...Object.entries(made.libraries).map(([name, version]) => [name, version]),
  ]} />
  ${parts.length > 0 && html`<div class="scroll"><table><caption>Data</caption><thead><tr><th scope="col">Part</th><th scope="col" class="number">Samples</th>
  <th scope="col">SHA-256</th></tr></thead>
    <tbody>${parts.map(([name, part]) => html`<tr key=${name}><th scope="row">${name}</th><td class="number">${integer(part.n_samples)}</td><td>
    <${Digest} value=${part.sha256} /></td></tr>`)}</tbody></table></div>`}
  <p class="small">SHA-256 of the artifact <${Digest} value=${model.sha256} /></p>`;
}

const Digest = ({ value }) => html`<code class="digest">${value}</code>`;
