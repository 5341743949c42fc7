// What runs the service: health, workers, queues, disks, limits, keys and what was deleted. Keys and changes need the scope admin.
import { html, useEffect } from "../core/html.js";
import { useData } from "../core/data.js";
import { bytes, count, duration, integer, words } from "../core/format.js";
import { styles } from "../core/style.js";
import { Card, Facts, Heading, Scroll } from "../parts/bits.js";
import { Audit } from "../parts/operations/audit.js";
import { Deletions } from "../parts/operations/deletions.js";
import { Keys } from "../parts/operations/keys.js";
import { Workers } from "../parts/operations/workers.js";
import { Loaded } from "../parts/problem.js";

await styles("operations");

/** Seconds after which live parts are loaded again. */
const EVERY_S = 3;

export default function Operations() {
  const me = useData("v1/me", { everyS: 10 });
  useEffect(() => { document.title = "Operations – Modelbook"; }, []);
  const ready = useReadiness();
  const isAdmin = me.data?.scopes.includes("admin");
  return html`<${Heading} note="What runs the service, what is left of it, and who may use it.">Operations<//>
    <div class="stack">
      <div class="columns"><${Health} ready=${ready} /><${Queues} ready=${ready} /></div>
      <${Workers} everyS=${EVERY_S} />
      <${Loaded} of=${me}>${(data) => html`<div class="columns"><${Limits} me=${data} /><${Storage} storage=${data.storage} /></div>`}<//>
      ${isAdmin ? html`<${Keys} /><${Audit} />` : me.data && html`<p class="note">Keys and the log of changes need a key with the scope admin. Yours has: ${me.data.scopes.join(", ") || "none"}.</p>`}
      <${Deletions} />
    </div>`;
}

function Health({ ready }) {
  return html`<${Card} title="Health"><${Loaded} of=${ready}>${(data) => html`
    <p><strong class=${data.status === "ok" ? "good" : "bad"}>${data.status === "ok" ? "✓ Everything is available" : "✕ Something is not available"}</strong></p>
    <${Facts} items=${Object.entries(data.checks).map(([name, check]) => [words(name), check === "ok" ? "✓ ok" : `✕ ${check}`])} />
    <h3>Free on the disks</h3>
    <${Facts} items=${Object.entries(data.free_bytes).map(([name, free]) => [words(name), bytes(free)])} />`}<//><//>`;
}

/** Readiness, whose answer says what is wrong also where its status is 503. */
function useReadiness() {
  const ready = useData("readyz", { everyS: EVERY_S });
  return ready.error?.problem.checks ? { ...ready, data: ready.error.problem, error: null } : ready;
}

function Queues({ ready }) {
  const waiting = useData("v1/jobs", { query: { state: "queued", limit: 100 }, everyS: EVERY_S });
  const running = useData("v1/jobs", { query: { state: "running", limit: 100 }, everyS: EVERY_S });
  const size = (page) => `${integer(page.jobs.length)}${page.next_cursor ? " or more" : ""}`;
  return html`<${Card} title="Queues">
    <${Loaded} of=${ready}>${({ workers }) => html`<${Facts} items=${Object.entries(workers).map(([queue, n]) => [`Queue ${queue}`, count(n, "worker")])} />`}<//>
    <${Loaded} of=${waiting}>${(data) => html`<${Facts} items=${[["Your waiting jobs", size(data)], ["Your running jobs", running.data && size(running.data)]]} />
      ${data.jobs.some((job) => job.waiting_for) && html`<h3>Waiting for</h3><ul>${[...new Set(data.jobs.map((job) => job.waiting_for).filter(Boolean))].map((what) => html`<li key=${what}>${what}</li>`)}</ul>`}`}<//>
  <//>`;
}

function Limits({ me }) {
  return html`<${Card} title="Your limits"><${Scroll} label="Your limits"><table>
    <thead><tr><th scope="col">Limit</th><th scope="col" class="number">used</th><th scope="col" class="number">of</th><th scope="col">within</th></tr></thead>
    <tbody>${me.limits.map((one) => html`<tr key=${one.name}><th scope="row">${words(one.name)}</th><td class="number">${shown(one.name, one.used)}</td>
      <td class="number">${one.limit === null ? "no limit" : shown(one.name, one.limit)}</td><td>${one.window_s === null ? "" : duration(one.window_s)}</td></tr>`)}</tbody></table><//><//>`;
}

const shown = (name, value) => (name.endsWith("bytes") ? bytes(value) : integer(value));

const Storage = ({ storage }) => html`<${Card} title="What you store"><${Facts} items=${Object.entries(storage).map(([name, size]) => [words(name), bytes(size)])} />
  <p class="muted small">Figures can be made anew, and do not count. What is deleted is kept for a while so that it can be restored.</p><//>`;
