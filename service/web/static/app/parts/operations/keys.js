// Keys: listed, made, replaced and revoked by an administrator.
import { html, useState } from "../../core/html.js";
import { post } from "../../core/api.js";
import { useAction, useData } from "../../core/data.js";
import { ago, dateTime } from "../../core/format.js";
import { Card, CopyButton, Dialog, Pager, Scroll } from "../bits.js";
import { ActionError, Loaded } from "../problem.js";

const SCOPES = ["read", "predict", "train", "admin"];
const DAY_S = 86400;

export function Keys() {
  const [cursor, setCursor] = useState(null);
  const keys = useData("v1/keys", { query: { limit: 50, cursor } });
  const [asks, setAsks] = useState(null);
  const [made, setMade] = useState(null);
  const done = (key) => { setAsks(null); setMade(key?.key ? key : null); keys.reload(); };
  return html`<${Card} title="Keys" actions=${html`<button onClick=${() => setAsks({ kind: "create" })}>New key</button>`}>
    ${made && html`<div class="note" role="status"><p>The key of ${made.owner}, shown this once: <code>${made.key}</code> <${CopyButton} text=${made.key} /></p></div>`}
    <${Loaded} of=${keys}>${(page) => html`<${Scroll} label="Keys"><table>
      <thead><tr>${["Owner", "Name", "Scopes", "State", "Made", "Last used", "Expires", "Actions"].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${page.keys.map((key) => html`<tr key=${key.id}><td>${key.owner}</td><td>${key.name}</td><td>${key.scopes.join(", ")}</td><td>${key.state}</td>
        <td title=${dateTime(key.created_at)}>${ago(key.created_at)}</td><td>${ago(key.last_used_at)}</td><td>${key.expires_at ? dateTime(key.expires_at) : "never"}</td>
        <td>${key.state === "active" && html`<span class="actions"><button class="quiet" onClick=${() => setAsks({ kind: "rotate", key })}>Replace</button>
          <button class="quiet" onClick=${() => setAsks({ kind: "revoke", key })}>Revoke</button></span>`}</td></tr>`)}</tbody></table><//>
      ${page.keys.length === 0 && html`<p class="muted">There are no keys. Keys are required as soon as the service listens on other addresses than this machine's.</p>`}
      <${Pager} cursor=${cursor} next=${page.next_cursor} onCursor=${setCursor} />`}<//>
    ${asks?.kind === "create" && html`<${NewKey} onDone=${done} onClose=${() => setAsks(null)} />`}
    ${asks && asks.kind !== "create" && html`<${Change} ...${asks} change=${asks.kind} subject=${asks.key} onDone=${done} onClose=${() => setAsks(null)} />`}
  <//>`;
}

function NewKey({ onDone, onClose }) {
  const [form, setForm] = useState({ owner: "", name: "", days: "", scopes: ["read", "predict", "train"] });
  const [create, { busy, error }] = useAction(async () => {
    const expires = form.days ? { expires_in_s: Number(form.days) * DAY_S } : {};
    onDone(await post("v1/keys", { json: { owner: form.owner, name: form.name, scopes: form.scopes, ...expires } }));
  });
  const fault = (field) => error?.below?.(`/${field}`).map((one) => one.detail).join("; ");
  const text = (field, label, options = {}) => html`<div class="field"><label for=${`key-${field}`}>${label}</label>
    <input id=${`key-${field}`} value=${form[field]} ...${options} aria-invalid=${fault(field) ? "true" : null} onInput=${(event) => setForm({ ...form, [field]: event.target.value })} />
    ${fault(field) && html`<p class="fault">${fault(field)}</p>`}</div>`;
  const toggle = (scope) => setForm({ ...form, scopes: form.scopes.includes(scope) ? form.scopes.filter((one) => one !== scope) : [...form.scopes, scope] });
  return html`<${Dialog} title="New key" onClose=${onClose}><form onSubmit=${(event) => { event.preventDefault(); create(); }}>
    ${text("owner", "Owner", { required: true })}${text("name", "Name, for people")}${text("days", "Days until it expires; empty for never", { type: "number", min: 1 })}
    <fieldset><legend>Scopes</legend>${SCOPES.map((scope) => html`<label key=${scope}><input type="checkbox" checked=${form.scopes.includes(scope)} onChange=${() => toggle(scope)} /> ${scope} </label>`)}</fieldset>
    <p class="actions"><button disabled=${busy}>Create</button></p><${ActionError} error=${error} /></form><//>`;
}

const CHANGES = {
  revoke: { title: "Revoke the key", text: "Calls with it are refused at once, and pages that were logged in with it are logged out.", path: (id) => `v1/keys/${id}/revoke`, json: undefined },
  rotate: { title: "Replace the key", text: "A new key is made with the same owner and scopes; the old one can be used for an hour more.", path: (id) => `v1/keys/${id}/rotate`, json: { grace_s: 3600 } },
};

function Change({ change, subject, onDone, onClose }) {
  const { title, text, path, json } = CHANGES[change];
  const [act, { busy, error }] = useAction(async () => onDone(await post(path(subject.id), { json })));
  return html`<${Dialog} title=${title} onClose=${onClose}><p>${subject.owner} ${subject.name && `(${subject.name})`}, ${subject.id}</p><p>${text}</p>
    <p class="actions"><button class=${change === "revoke" ? "danger" : ""} onClick=${act} disabled=${busy}>${title}</button></p><${ActionError} error=${error} /><//>`;
}
