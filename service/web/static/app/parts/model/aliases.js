// The aliases of a name: which version each means, set, moved and deleted here, with its history.
import { html, useState } from "../../core/html.js";
import { del, modelPath, put } from "../../core/api.js";
import { useAction, useData } from "../../core/data.js";
import { ago, dateTime } from "../../core/format.js";
import { to } from "../../core/route.js";
import { Dialog } from "../bits.js";
import { ActionError, Loaded } from "../problem.js";
import { isMine } from "./mine.js";

const aliasPath = (model, alias) => `${modelPath(model.name)}/aliases/${encodeURIComponent(alias)}`;

export function Aliases({ model, reload }) {
  const aliases = useData(`${modelPath(model.name)}/aliases`);
  const [shown, setShown] = useState(null);
  const changed = () => { aliases.reload(); reload(); };
  const mine = isMine(model);
  return html`<${Loaded} of=${aliases}>${(data) => html`
    ${data.aliases.length ? html`<${Table} model=${model} aliases=${data.aliases} mine=${mine} changed=${changed} onHistory=${setShown} />`
      : html`<p class="muted">${model.name} has no aliases. An app that names one, such as <code>
        ${model.name}:champion</code>, uses another version only once the alias is moved to it.</p>`}
    ${mine && html`<${SetAlias} model=${model} aliases=${data.aliases} changed=${changed} />`}
    <${BareName} model=${model} data=${data} mine=${mine} changed=${changed} />
    ${shown && html`<${History} model=${model} alias=${shown} onClose=${() => setShown(null)} />`}`}<//>`;
}

const Table = ({ aliases, ...rest }) => html`<div class="scroll"><table class="aliases"><thead><tr><th scope="col">Alias</th><th scope="col">Means</th>
  <th scope="col">Since</th><th scope="col">Change</th></tr></thead>
  <tbody>${aliases.map((alias) => html`<${Row} key=${alias.alias} alias=${alias} ...${rest} />`)}</tbody></table></div>`;

function Row({ model, alias, mine, changed, onHistory }) {
  const [move, moving] = useAction(async () => { await put(aliasPath(model, alias.alias), { json: { version: model.version, expected: alias.version } }); changed(); });
  const [remove, removing] = useAction(async () => { await del(aliasPath(model, alias.alias), { query: { expected: alias.version } }); changed(); });
  const isHere = alias.version === model.version;
  return html`<tr><th scope="row"><code>${alias.alias}</code></th><td>
    ${isHere ? html`<strong>${alias.model}</strong>` : html`<a href=${to("models", alias.model)}>${alias.model}</a>`}</td>
    <td title=${dateTime(alias.moved_at)}>${ago(alias.moved_at)}</td>
    <td>${mine && html`<span class="actions">${!isHere && html`<button class="second" disabled=${moving.busy} onClick=${move}>Move to ${model.ref}</button>`}
      <button class="quiet" onClick=${() => onHistory(alias.alias)} aria-label=${`History of ${alias.alias}`}>History</button>
      <button class="quiet" disabled=${removing.busy} onClick=${remove} aria-label=${`Delete the alias ${alias.alias}`}>Delete</button></span>`}
      <${ActionError} error=${moving.error || removing.error} /></td></tr>`;
}

function SetAlias({ model, aliases, changed }) {
  const [name, setName] = useState("");
  const [set, { busy, error }] = useAction(async () => {
    const expected = aliases.find((alias) => alias.alias === name)?.version ?? null;
    await put(aliasPath(model, name), { json: { version: model.version, expected } });
    setName("");
    changed();
  });
  return html`<form class="set-alias" onSubmit=${(event) => { event.preventDefault(); set(); }}>
    <label for="new-alias">An alias for ${model.ref}</label>
    <span class="actions"><input id="new-alias" required placeholder="champion" value=${name} aria-invalid=${error ? "true" : null}
    onInput=${(event) => setName(event.target.value.trim())} /><button class="second" disabled=${busy}>Set</button></span>
    <${ActionError} error=${error} /></form>`;
}

/** What the name without a version means, which the owner may choose. */
function BareName({ model, data, mine, changed }) {
  const [choose, { busy, error }] = useAction(async (value) => {
    await put(`${modelPath(model.name)}/default-ref`, { json: { default_ref: value || null } });
    changed();
  });
  return html`<p class="bare-name"><span>The name <code>${model.name}</code> means <a href=${to("models", data.model)}>${data.model}</a></span>
    ${mine && html`<label>by <select disabled=${busy} value=${data.default_ref || ""} onChange=${(event) => choose(event.target.value)}>
      <option value="">the setting of the server</option><option value="latest">the newest version, always</option>
      ${data.aliases.map((alias) => html`<option key=${alias.alias} value=${alias.alias}>the alias ${alias.alias}</option>`)}</select></label>`}</p>
      <${ActionError} error=${error} />`;
}

function History({ model, alias, onClose }) {
  const moves = useData(`${aliasPath(model, alias)}/history`, { query: { limit: 100 } });
  const version = (number) => (number === null ? "–" : html`<a href=${to("models", `${model.name}@${number}`)}>${number}</a>`);
  return html`<${Dialog} title=${`History of ${alias}`} onClose=${onClose}><${Loaded} of=${moves}>${(data) => html`<div class="scroll"><table>
    <thead><tr><th scope="col">When</th><th scope="col">From version</th><th scope="col">To version</th><th scope="col">By</th></tr></thead>
    <tbody>${data.moves.map((move) => html`<tr key=${move.number}><td>${dateTime(move.at)}</td><td>${version(move.from_version)}</td><td>
    ${move.to_version === null ? "deleted" : version(move.to_version)}</td>
      <td>${move.job_id ? html`<a href=${to("jobs", move.job_id)}>a retraining</a> of ` : ""}${move.actor}</td></tr>`)}</tbody></table></div>
    ${data.next_cursor && html`<p class="muted">The newest 100.</p>`}`}<//><//>`;
}
