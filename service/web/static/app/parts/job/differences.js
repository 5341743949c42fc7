// A table of jobs: what differs of their specs, and their metrics.
import { html } from "../../core/html.js";
import { duration, number, words } from "../../core/format.js";
import { to } from "../../core/route.js";
import { Card, State } from "../bits.js";

/** Return the fields of a spec by JSON pointer, without empty ones. */
export function flat(value, pointer = "", into = new Map()) {
  if (value !== null && typeof value === "object" && Object.keys(value).length > 0) {
    for (const [key, below] of Object.entries(value)) flat(below, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, into);
  } else if (value !== null) {
    into.set(pointer, value);
  }
  return into;
}

/** Return the pointers at which some specs differ, in their order. */
export function differing(specs) {
  const all = specs.map((spec) => flat(spec));
  const pointers = new Set(all.flatMap((fields) => [...fields.keys()]));
  return [...pointers].filter((pointer) => new Set(all.map((fields) => JSON.stringify(fields.get(pointer)))).size > 1);
}

const shown = (value) => (value === undefined ? "–" : typeof value === "number" ? number(value, 6) : typeof value === "string" ? value : JSON.stringify(value));

/** The colour and dashes of a job's line in the chart. */
const DASHES = ["", "6 4", "2 3", "10 3 2 3"];
const Swatch = ({ index }) => html`<svg class="swatch" width="28" height="10" aria-hidden="true">
  <line x1="1" y1="5" x2="27" y2="5" stroke=${`var(--series-${index % 8})`} stroke-width="3" stroke-dasharray=${DASHES[Math.floor(index / 8) % 4]} /></svg>`;

/**
 * @param {object} props jobs: in the order of their lines; labelOf(id, name); hidden: Set of ids without a line; toggle(id): called to show or hide one.
 */
export function Differences({ jobs, labelOf, hidden, toggle }) {
  const specs = new Map(jobs.map((job) => [job.id, flat(job.spec)]));
  const pointers = differing(jobs.map((job) => job.spec));
  const metrics = [...new Set(jobs.flatMap((job) => Object.keys(job.metrics)))];
  return html`<${Card} title="Results and differences" wide><div class="scroll"><table>
    <thead><tr><th scope="col">Line</th><th scope="col">Job</th><th scope="col">State</th><th scope="col">Took</th>
      ${metrics.map((name) => html`<th scope="col" class="number">${words(name)}</th>`)}
      ${pointers.map((pointer) => html`<th scope="col"><code>${pointer}</code></th>`)}</tr></thead>
    <tbody>${jobs.map((job, index) => html`<tr key=${job.id}>
      <td class="line"><input type="checkbox" checked=${!hidden.has(job.id)} onChange=${() => toggle(job.id)}
        aria-label=${`Draw the line of ${labelOf(job.id, job.name)}`} /> <${Swatch} index=${index} /></td>
      <th scope="row"><a href=${to("jobs", job.id)}>${labelOf(job.id, job.name)}</a></th><td><${State} state=${job.state} /></td>
      <td class="nowrap">${job.started_at && job.finished_at ? duration((new Date(job.finished_at) - new Date(job.started_at)) / 1000) : "–"}</td>
      ${metrics.map((name) => html`<td class="number">${number(job.metrics[name])}</td>`)}
      ${pointers.map((pointer) => html`<td>${shown(specs.get(job.id).get(pointer))}</td>`)}</tr>`)}</tbody></table></div>
    ${pointers.length === 0 && html`<p class="muted">The specs do not differ.</p>`}<//>`;
}
