// What its owner does with an upload: tags and a note, more rows, sharing, deletion.
import { html, useEffect, useState } from "../../core/html.js";
import { del, patch, post, put } from "../../core/api.js";
import { useAction, useData } from "../../core/data.js";
import { ago, dateTime } from "../../core/format.js";
import { go, to } from "../../core/route.js";
import { send, useSendings } from "../../core/sending.js";
import { Card } from "../bits.js";
import { FileDrop } from "../file_drop.js";
import { ActionError, Loaded } from "../problem.js";
import { Sendings } from "../sendings.js";

/** @param {object} props upload: the data set, of the caller's own; onChange(upload): called with what the service has now. */
export const Keeping = ({ upload, onChange }) => html`<div class="columns">
  <${Annotations} upload=${upload} onChange=${onChange} /><${Append} upload=${upload} /><${Sharing} upload=${upload} /><${Deletion} upload=${upload} /></div>`;

function Annotations({ upload, onChange }) {
  const [tags, setTags] = useState(upload.tags.join(" "));
  const [note, setNote] = useState(upload.note);
  const [saved, setSaved] = useState(false);
  const [save, { busy, error }] = useAction(async () => {
    onChange(await patch(`v1/datasets/${upload.id}`, { json: { tags: tags.split(/[\s,]+/).filter(Boolean), note } }));
    setSaved(true);
  });
  const submit = (event) => { event.preventDefault(); save(); };
  const typed = (set) => (event) => { set(event.currentTarget.value); setSaved(false); };
  return html`<${Card} title="Tags and note"><form onSubmit=${submit}>
    <div class="field"><label for="tags">Tags, by blanks</label><input id="tags" value=${tags} aria-invalid=${Boolean(error?.below?.("/tags").length)} onInput=${typed(setTags)} /></div>
    <div class="field"><label for="note">Note</label><textarea id="note" rows="3" value=${note} aria-invalid=${Boolean(error?.below?.("/note").length)} onInput=${typed(setNote)}></textarea></div>
    <p class="actions"><button disabled=${busy}>Save</button><span role="status">${saved && "Saved"}</span></p><${ActionError} error=${error} /></form><//>`;
}

function Append({ upload }) {
  const path = `v1/datasets/${upload.id}/append`;
  const [awaited, setAwaited] = useState(null);
  const ended = useSendings().find((one) => one.id === awaited && one.state === "done");
  useEffect(() => { if (ended) go(`/${to("data", ended.dataset)}#from=${upload.id}`); }, [ended]);
  return html`<${Card} title="Append"><${FileDrop} multiple=${false} label="Choose a file" onFiles=${([file]) => setAwaited(send(file, {}, path))}>
    <p>A file with the same columns, or more images: the next version is a data set of its own, and this one stays.</p><//><${Sendings} path=${path} /><//>`;
}

function Sharing({ upload }) {
  const path = `v1/datasets/${upload.id}/grants`;
  const grants = useData(path);
  const [owner, setOwner] = useState("");
  const [right, setRight] = useState("use");
  const [give, giving] = useAction(async () => { await put(`${path}/${encodeURIComponent(owner)}`, { json: { right } }); setOwner(""); grants.reload(); });
  const [withdraw, withdrawing] = useAction(async (grantee) => { await del(`${path}/${encodeURIComponent(grantee)}`); grants.reload(); });
  const submit = (event) => { event.preventDefault(); give(); };
  return html`<${Card} title="Sharing"><${Loaded} of=${grants}>${({ grants: given }) => (given.length
    ? html`<ul>${given.map((one) => html`<li key=${one.grantee}><strong>${one.grantee === "*" ? "every owner" : one.grantee}</strong> may ${one.right === "use" ? "train on it" : "look at it"}
        <span class="muted"> since ${ago(one.created_at)}</span> <button class="quiet" onClick=${() => withdraw(one.grantee)}>Withdraw</button></li>`)}</ul>`
    : html`<p class="muted">Nobody else sees it.</p>`)}<//>
    <form class="actions" onSubmit=${submit}><label>Owner <input value=${owner} required placeholder="name, or * for all" onInput=${(event) => setOwner(event.currentTarget.value)} /></label>
      <label>may <select value=${right} onChange=${(event) => setRight(event.currentTarget.value)}><option value="use">train on it</option><option value="read">look at it</option></select></label>
      <button class="second" disabled=${giving.busy}>Share</button></form>
    <${ActionError} error=${giving.error || withdrawing.error} /><//>`;
}

function Deletion({ upload }) {
  const [deletion, setDeletion] = useState(null);
  const [remove, removing] = useAction(async () => setDeletion(await del(`v1/datasets/${upload.id}`)));
  const [undo, undoing] = useAction(async () => { await post(`v1/deletions/${deletion.id}/undo`); setDeletion(null); });
  return html`<${Card} title="Deletion">${deletion
    ? html`<p role="status">It is deleted${deletion.undo_until ? `, and can be restored until ${dateTime(deletion.undo_until)}` : ""}.</p><p class="actions"><button onClick=${undo} disabled=${undoing.busy}>Undo</button><a href="data">All data sets</a></p>`
    : html`<p>Models that were trained on it stay. It can be undone for a while.</p><p><button class="danger" onClick=${remove} disabled=${removing.busy}>Delete the data set</button></p>`}
    <${ActionError} error=${removing.error || undoing.error} /><//>`;
}
