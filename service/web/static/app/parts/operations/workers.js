// The workers: whether they take jobs, their slots and devices, and what their jobs are kept to.
import { html } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { ago, bytes, count, dateTime, integer } from "../../core/format.js";
import { to } from "../../core/route.js";
import { Card } from "../bits.js";
import { Loaded } from "../problem.js";

export function Workers({ everyS }) {
  const workers = useData("v1/workers", { everyS });
  return html`<${Card} title="Workers"><${Loaded} of=${workers}>${({ workers: found }) => (found.length
    ? html`<div class="workers">${found.map((worker) => html`<${Worker} key=${worker.name} worker=${worker} />`)}</div>`
    : html`<p>No worker runs, so jobs stay queued. <code>modelbook up</code> has one; others are started with <code>modelbook worker</code>.</p>`)}<//><//>`;
}

function Worker({ worker }) {
  const { devices, isolation } = worker;
  return html`<article class="worker" aria-label=${worker.name}>
    <header><strong>${worker.name}</strong> <span class=${`status ${worker.status}`}>${worker.status}</span></header>
    ${worker.problem && html`<p class="bad">${worker.problem}</p>`}
    <p>${worker.slots - worker.free_slots} of ${count(worker.slots, "slot")} in use; queues ${worker.queues.join(", ")}</p>
    <p>${devices.gpus.length ? `GPUs ${devices.gpus.join(", ")}` : "No GPU"}; ${devices.threads ? count(devices.threads, "CPU thread") : "all CPU threads"} a job</p>
    ${worker.jobs.length > 0 && html`<ul>${worker.jobs.map((id) => html`<li key=${id}><a href=${to("jobs", id)}>${id}</a></li>`)}</ul>`}
    <details><summary>Isolation and versions</summary>
      <p>Network: ${isolation.network}${isolation.reason ? ` (${isolation.reason})` : ""}. Files up to ${bytes(isolation.file_bytes)}, ${integer(isolation.open_files)} open at a time,
        ${isolation.processes ? `${integer(isolation.processes)} processes` : "any number of processes"}.</p>
      <p>${Object.entries(worker.versions).map(([name, version]) => `${name} ${version}`).join(", ")}</p>
    </details>
    <p class="muted small" title=${dateTime(worker.started_at)}>Ready since ${ago(worker.started_at)}; last report ${ago(worker.last_seen_at)}</p>
  </article>`;
}
