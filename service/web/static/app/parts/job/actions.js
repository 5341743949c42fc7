// What can be done with a job, in the states where it makes sense.
import { html, useState } from "../../core/html.js";
import { del, post } from "../../core/api.js";
import { openSpec } from "../../core/draft.js";
import { useAction } from "../../core/data.js";
import { go, to } from "../../core/route.js";
import { ConfirmButton } from "../confirm.js";
import { ActionError } from "../problem.js";
import { isFinal } from "./states.js";

/** @param {object} props job; onJob(job): called with the job that an action answers. */
export function Actions({ job, onJob }) {
  const [act, { busy, error }] = useAction(async (verb) => onJob(await post(`v1/jobs/${job.id}/${verb}`)));
  const button = (verb, label, kind = "second") => html`<button class=${kind} disabled=${busy} onClick=${() => act(verb)}>${label}</button>`;
  const open = !isFinal(job.state) && !job.cancel_requested;
  return html`<div><div class="actions">
    ${job.model && html`<a class="button" href=${to("models", job.model)}>Open the model</a>`}
    ${open && job.state !== "paused" && !job.pause_requested && button("pause", "Pause")}
    ${open && (job.state === "paused" || job.pause_requested) && button("resume", job.pause_requested ? "Do not pause" : "Resume", "")}
    ${open && job.spec.task === "search" && job.state === "running" && !job.stop_requested && html`<${Stop} job=${job} onJob=${onJob} />`}
    ${open && (job.started_at ? html`<${Cancel} job=${job} onJob=${onJob} />` : button("cancel", "Cancel"))}
    ${job.spec.training !== undefined && html`<button class="second" onClick=${() => again(job)}>New job from this spec</button>`}
    ${isFinal(job.state) && html`<${Delete} job=${job} />`}
  </div><${ActionError} error=${error} /></div>`;
}

const again = (job) => openSpec({ spec: job.spec, name: job.name, origin: `the job ${job.name}`, href: to("jobs", job.id) });

const Stop = ({ job, onJob }) => html`<${ConfirmButton} label="Stop with the best so far" title="End this search?" done="End it with the best so far"
  act=${async () => onJob(await post(`v1/jobs/${job.id}/stop`))}>
  <p>The trials that run are finished, all others are left out, and the best candidate is fitted to all data and registered.</p><//>`;

const Cancel = ({ job, onJob }) => html`<${ConfirmButton} label="Cancel" title=${`Cancel ${job.name}?`} done="Cancel the job"
  act=${async () => onJob(await post(`v1/jobs/${job.id}/cancel`))}>
  <p>What it has learned is lost, and it cannot continue. A pause would keep it.</p><//>`;

function Delete({ job }) {
  const [withModels, setWithModels] = useState(false);
  const act = async () => {
    await del(`v1/jobs/${job.id}`, { query: { with_models: withModels || null } });
    go("/jobs");
  };
  return html`<${ConfirmButton} label="Delete" title=${`Delete the job ${job.name}?`} done="Delete the job" kind="danger" act=${act}>
    <p>Its curves, log, checkpoints, files and figures are deleted. For some time it can be restored on the Operations page.</p>
    ${job.model && html`<p><label><input type="checkbox" checked=${withModels} onChange=${(event) => setWithModels(event.target.checked)} />
      ${" "}Also delete the model ${job.model}</label></p>`}
  <//>`;
}
