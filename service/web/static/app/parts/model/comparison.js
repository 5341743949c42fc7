// Two versions side by side: metrics, speed and size, what differs between their specs and libraries.
import { html } from "../../core/html.js";
import { modelPath } from "../../core/api.js";
import { useData } from "../../core/data.js";
import { bytes, integer, number, words } from "../../core/format.js";
import { to } from "../../core/route.js";
import { Card, Scroll } from "../bits.js";
import { Loaded } from "../problem.js";
import { Answers } from "./answers.js";
import { splitName } from "./metrics.js";

export function Comparison({ a, b }) {
  const compared = useData(`${modelPath(a)}/compare`, { query: { with: b } });
  return html`<${Loaded} of=${compared} label="Comparing">${(data) => html`<div class="comparison">
    ${!data.comparable && html`<div class="note"><p>Their evaluations cannot be compared:</p><ul>${data.reasons.map((reason) => html`<li key=${reason}>${reason}</li>`)}
    </ul></div>`}
    <div class="columns">
      <div class="stack">
        <${Card} title="Metrics"><${Metrics} data=${data} /><//>
        <${Card} title="Differences of the specs"><${Specs} data=${data} /><//>
      </div>
      <div class="stack">
        <${Card} title="Speed and size"><${Costs} data=${data} /><//>
        <${Card} title="Made with"><${Libraries} data=${data} /><//>
        <${Answers} a=${data.model.ref} b=${data.other.ref} />
      </div>
    </div></div>`}<//>`;
}

/** A table whose last columns are A and B: `rows` are [name, value of A, value of B, remark]. */
const Sides = ({ data, rows, last }) => html`<div class="scroll"><table><thead><tr><th scope="col"><span class="hidden">Name</span></th>
  ${[data.model, data.other].map((side, index) => html`<th key=${index} scope="col" class="number"><a href=${to("models", side.ref)}>${side.ref}</a></th>`)}
  ${last && html`<th scope="col" class="number">${last}</th>`}</tr></thead>
  <tbody>${rows.map(([name, a, b, remark], index) => html`<tr key=${index}><th scope="row">${name}</th><td class="number">${a}</td><td class="number">${b}</td>
  ${last && html`<td class="number">${remark}</td>`}</tr>`)}</tbody></table></div>`;

function Metrics({ data }) {
  if (!data.metrics.length) return html`<p class="muted">Neither has metrics.</p>`;
  // Names such as val_accuracy say themselves on which part they were measured.
  const remark = (one) => [splitName(one.name)[0] ? null : one.part, one.same_data === false && "other samples"].filter(Boolean).join(", ");
  const name = (one) => html`${words(one.name)} <span class="muted small">${remark(one)}</span>`;
  return html`<${Sides} data=${data} last="A − B" rows=${data.metrics.map((one) => [name(one), number(one.value), number(one.other), signed(one.difference)])} />`;
}

const signed = (value) => (value > 0 ? `+${number(value, 3)}` : number(value, 3).replace("-", "−"));

function Costs({ data }) {
  const sides = [data.model, data.other];
  const row = (name, show) => [name, ...sides.map(show)];
  const sizes = [...new Set(sides.flatMap((side) => side.speed.map((one) => one.batch_size)))].sort((x, y) => x - y);
  const speeds = sizes.map((size) => row(size === 1 ? "one sample" : `batch of ${size}`, (side) => {
    const found = side.speed.find((one) => one.batch_size === size);
    return found ? `${number(found.milliseconds, 3)} ms` : "–";
  }));
  return html`<${Sides} data=${data} rows=${[
    ...speeds, row("weights", (side) => integer(side.parameters)), row("artifact", (side) => bytes(side.size_bytes)),
    row("as served", (side) => bytes(side.compiled_bytes)), row("runtime", (side) => side.runtime),
  ]} />`;
}

const shown = (value) => (value === null || value === undefined ? html`<span class="muted">–</span>` : html`<code>${JSON.stringify(value)}</code>`);

/** Differences that are shown at once. */
const N_SHOWN = 15;

function Specs({ data }) {
  if (!data.spec.length) return html`<p class="muted">Their specs are equal.</p>`;
  const rest = data.spec.slice(N_SHOWN);
  return html`<${Differences} data=${data} rows=${data.spec.slice(0, N_SHOWN)} />
    ${rest.length > 0 && html`<details><summary>${rest.length} more</summary><${Differences} data=${data} rows=${rest} /></details>`}`;
}

const Differences = ({ data, rows }) => html`<${Scroll} label="Differing fields"><table class="spec-differences">
  <thead><tr><th scope="col">Field</th><th scope="col">${data.model.ref}</th><th scope="col">${data.other.ref}</th></tr></thead>
  <tbody>${rows.map((one, index) => html`<tr key=${index}><th scope="row"><code>${one.pointer || "/"}</code></th>
    <td>${one.change === "add" ? html`<span class="muted">not there</span>` : shown(one.value)}</td>
    <td>${one.change === "remove" ? html`<span class="muted">not there</span>` : shown(one.other)}</td></tr>`)}</tbody></table><//>`;

function Libraries({ data }) {
  const differing = data.libraries.filter((one) => one.value !== one.other);
  if (!differing.length) return html`<p class="muted">The same versions of Modelbook, Python and all libraries.</p>`;
  return html`<${Sides} data=${data} rows=${differing.map((one) => [one.name, one.value ?? "–", one.other ?? "–"])} />`;
}
