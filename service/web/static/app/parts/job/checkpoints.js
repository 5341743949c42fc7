// Checkpoints of a job: downloaded, or registered as a version of a model.
import { html, useState } from "../../core/html.js";
import { post, urlOf } from "../../core/api.js";
import { useAction, useData } from "../../core/data.js";
import { ago, bytes, dateTime, number, words } from "../../core/format.js";
import { go } from "../../core/route.js";
import { Dialog } from "../bits.js";
import { ActionError, Loaded } from "../problem.js";
import { isFinal } from "./states.js";

/** @param {object} props job. */
export function Checkpoints({ job }) {
  const found = useData(`v1/jobs/${job.id}/checkpoints`, { everyS: isFinal(job.state) ? 0 : 5 });
  const [asks, setAsks] = useState(null);
  return html`<${Loaded} of=${found}>${({ checkpoints }) => (checkpoints.length ? html`<${Table} job=${job} checkpoints=${checkpoints} onRegister=${setAsks} />`
    : html`<p class="muted">There are no checkpoints${isFinal(job.state) ? "" : " yet"}:
      ${" "}they are written as ${html`<code>training.checkpoint</code>`} of the spec says.</p>`)}<//>
    ${asks !== null && html`<${Register} job=${job} epoch=${asks} onClose=${() => setAsks(null)} />`}`;
}

function Table({ job, checkpoints, onRegister }) {
  const names = [...new Set(checkpoints.flatMap((one) => Object.keys(one.metrics)))];
  return html`<div class="scroll"><table>
    <thead><tr><th scope="col">Epoch</th>${names.map((name) => html`<th scope="col" class="number">${words(name)}</th>`)}
      <th scope="col">File</th><th scope="col">Written</th><th scope="col">Action</th></tr></thead>
    <tbody>${checkpoints.map((one) => html`<tr key=${one.epoch}><th scope="row">${one.epoch}</th>
      ${names.map((name) => html`<td class="number">${number(one.metrics[name])}</td>`)}
      <td><a href=${urlOf(`v1/jobs/${job.id}/checkpoints/${one.epoch}`)} download>${one.file}</a> <span class="muted">${bytes(one.size_bytes)}</span></td>
      <td title=${dateTime(one.created_at)}>${ago(one.created_at)}</td>
      <td><button class="second" aria-label=${`Register the checkpoint of epoch ${one.epoch} as a model version`}
        onClick=${() => onRegister(one.epoch)}>Register</button></td></tr>`)}</tbody></table></div>`;
}

function Register({ job, epoch, onClose }) {
  const [name, setName] = useState(job.name);
  const [register, { busy, error }] = useAction(async (event) => {
    event.preventDefault();
    const made = await post(`v1/jobs/${job.id}/checkpoints/${epoch}/register`, { query: { name } });
    go(`/jobs/${made.id}`);
  });
  return html`<${Dialog} title=${`Register the checkpoint of epoch ${epoch}`} onClose=${onClose}>
    <form onSubmit=${register}>
      <p>A new job evaluates it, compiles it, and registers it as a version of this model:</p>
      <div class="field"><label for="register-name">Name of the model</label>
        <input id="register-name" value=${name} required onInput=${(event) => setName(event.target.value)} /></div>
      <${ActionError} error=${error} />
      <p class="actions"><button disabled=${busy}>Register</button></p>
    </form><//>`;
}
