// Tags and note of a job, and the form that changes them.
import { html, useState } from "../../core/html.js";
import { patch } from "../../core/api.js";
import { useAction } from "../../core/data.js";
import { to } from "../../core/route.js";
import { Dialog } from "../bits.js";
import { ActionError } from "../problem.js";

/** @param {object} props job; onJob(job): called with the changed job. */
export function Annotations({ job, onJob }) {
  const [edits, setEdits] = useState(false);
  const has = job.tags.length > 0 || job.note;
  return html`<div class="annotations">
    ${job.tags.map((tag) => html`<a key=${tag} class="tag" href=${`${to("jobs")}#tag=${encodeURIComponent(tag)}`}>${tag}</a>`)}
    ${job.note && html`<span class="note-text">${job.note}</span>`}
    <button class="quiet" onClick=${() => setEdits(true)}>${has ? "Change tags and note" : "Add tags or a note"}</button>
    ${edits && html`<${Edit} job=${job} onClose=${() => setEdits(false)} onJob=${onJob} />`}
  </div>`;
}

function Edit({ job, onClose, onJob }) {
  const [form, setForm] = useState({ tags: job.tags.join(" "), note: job.note });
  const [save, { busy, error }] = useAction(async (event) => {
    event.preventDefault();
    onJob(await patch(`v1/jobs/${job.id}`, { json: { tags: form.tags.split(/[\s,]+/).filter(Boolean), note: form.note || null } }));
    onClose();
  });
  const field = (name, label, tag) => html`<div class="field"><label for=${`annotation-${name}`}>${label}</label>
    <${tag} id=${`annotation-${name}`} value=${form[name]} rows="4" aria-invalid=${Boolean(error?.below?.(`/${name}`).length)}
      onInput=${(event) => setForm({ ...form, [name]: event.target.value })} /></div>`;
  return html`<${Dialog} title="Tags and note" onClose=${onClose}><form onSubmit=${save}>
    ${field("tags", "Tags, with spaces between: small letters, digits and . _ : / -", "input")}
    ${field("note", "Note", "textarea")}
    <${ActionError} error=${error} />
    <p class="actions"><button disabled=${busy}>Save</button></p></form><//>`;
}
