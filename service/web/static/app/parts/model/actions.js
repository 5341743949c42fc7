// What can be done with a version: try it, train it again, reproduce it, delete it.
import { html, useState } from "../../core/html.js";
import { del, modelPath, post } from "../../core/api.js";
import { useAction, useData } from "../../core/data.js";
import { bytes, count, dateTime } from "../../core/format.js";
import { go, to } from "../../core/route.js";
import { Dialog } from "../bits.js";
import { ActionError, Problem } from "../problem.js";
import { isMine } from "./mine.js";
import { Retrain } from "./retrain.js";

const DIALOGS = { retrain: Retrain, reproduce: Reproduce, delete: Delete };

export function Actions({ model }) {
  const [open, setOpen] = useState(null);
  const mine = isMine(model);
  const Shown = open && DIALOGS[open];
  const button = (id, title, kind) => html`<button class=${kind} onClick=${() => setOpen(id)}>${title} …</button>`;
  return html`<a class="button" href=${to("play", model.ref)}>Try it</a>
    ${button("retrain", "Retrain", "second")}${button("reproduce", "Reproduce", "second")}${mine && button("delete", "Delete", "danger")}
    ${Shown && html`<${Shown} model=${model} onClose=${() => setOpen(null)} />`}`;
}

function Reproduce({ model, onClose }) {
  const [run, { busy, error }] = useAction(async () => { const job = await post(`${modelPath(model.ref)}/reproduce`, { json: {} }); go(`/jobs/${job.id}`); });
  return html`<${Dialog} title=${`Reproduce ${model.ref}`} onClose=${onClose}>
    <p>A job trains the recorded spec on the same data, and compares weights,
       predictions and metrics with those of ${model.ref}. It registers nothing; its page says what it has found.</p>
    <${ActionError} error=${error} /><p class="actions"><button disabled=${busy} onClick=${run}>Reproduce</button></p><//>`;
}

function Delete({ model, onClose }) {
  const [what, setWhat] = useState(model.ref);
  const [deletion, setDeletion] = useState(null);
  const versions = useData(`${modelPath(model.name)}/versions`);
  const n = versions.data?.versions.length;
  const [run, { busy, error }] = useAction(async () => setDeletion(await del(modelPath(what))));
  if (deletion) return html`<${Deleted} deletion=${deletion} model=${model} />`;
  const choice = (value, title) => html`<p><label><input type="radio" name="deleted" checked=${what === value} onChange=${() => setWhat(value)} /> ${title}</label></p>`;
  return html`<${Dialog} title=${`Delete ${model.ref}`} onClose=${onClose}>
    ${choice(model.ref, `Only this version, ${model.ref}`)}${n > 1 && choice(model.name, `All ${n} versions of ${model.name}`)}
    <p class="muted">The job that made a version goes with it, unless other versions stand on it. It can be restored for some days; the page says until when.</p>
    <${ActionError} error=${error} />
    <p class="actions"><button class="danger" disabled=${busy} onClick=${run}>Delete ${what}</button><button class="second" onClick=${onClose}>Keep it</button></p><//>`;
}

/** What was deleted, with the way back. */
function Deleted({ deletion, model }) {
  const [undo, { busy, error }] = useAction(async () => { await post(`v1/deletions/${deletion.id}/undo`); location.reload(); });
  return html`<${Dialog} title=${`${deletion.name} is deleted`} onClose=${() => go("/models")}>
    <p>${count(deletion.n_versions, "version")} of ${model.name} and ${count(deletion.n_jobs, "job")}, ${bytes(deletion.size_bytes)}.
      ${deletion.undo_until ? ` It can be restored until ${dateTime(deletion.undo_until)}.` : " It cannot be restored."}</p>
    ${error && html`<${Problem} error=${error} />`}
    <p class="actions">${deletion.undo_until && html`<button disabled=${busy} onClick=${undo}>Restore it</button>`}
    <a class="button second" href=${to("models")}>All models</a></p><//>`;
}
