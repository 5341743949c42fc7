// What was deleted and can still be restored.
import { html, useState } from "../../core/html.js";
import { del, post } from "../../core/api.js";
import { useAction, useData } from "../../core/data.js";
import { ago, bytes, dateTime, words } from "../../core/format.js";
import { Card, Pager, Scroll } from "../bits.js";
import { ConfirmButton } from "../confirm.js";
import { ActionError, Loaded } from "../problem.js";

export function Deletions() {
  const [cursor, setCursor] = useState(null);
  const deletions = useData("v1/deletions", { query: { limit: 50, cursor } });
  return html`<${Card} title="Deleted"><${Loaded} of=${deletions}>${(page) => html`${page.deletions.length
    ? html`<${Scroll} label="Deleted"><table><thead><tr>${["What", "Name", "Size", "Deleted", "Can be restored until", "Actions"].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>${page.deletions.map((one) => html`<${Deletion} key=${one.id} deletion=${one} onChange=${deletions.reload} />`)}</tbody></table><//>`
    : html`<p class="muted">Nothing${cursor ? " more" : ""} that was deleted is left.</p>`}
    <${Pager} cursor=${cursor} next=${page.next_cursor} onCursor=${setCursor} />`}<//><//>`;
}

function Deletion({ deletion, onChange }) {
  const [undo, undoing] = useAction(async () => { await post(`v1/deletions/${deletion.id}/undo`); onChange(); });
  const purge = async () => { await del(`v1/deletions/${deletion.id}`); onChange(); };
  return html`<tr><td>${words(deletion.kind)}</td><td>${deletion.name}</td><td>${bytes(deletion.size_bytes)}</td><td title=${dateTime(deletion.deleted_at)}>${ago(deletion.deleted_at)}</td>
    <td>${deletion.undo_until ? dateTime(deletion.undo_until) : "no longer"}</td>
    <td>${deletion.undo_until && html`<span class="actions"><button class="quiet" onClick=${undo} disabled=${undoing.busy}>Restore</button>
      <${ConfirmButton} label="Remove now" title=${`Remove ${deletion.name} for good?`} act=${purge} kind="quiet"><p>It cannot be restored then.</p><//></span>`}
      <${ActionError} error=${undoing.error} /></td></tr>`;
}
