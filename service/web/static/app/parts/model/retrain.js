// The form of a retraining: on which data, with which changes, and which alias is moved if the new version is better.
import { html, useState } from "../../core/html.js";
import { modelPath, post } from "../../core/api.js";
import { useAction } from "../../core/data.js";
import { go } from "../../core/route.js";
import { yaml } from "../../core/yaml.js";
import { Dialog } from "../bits.js";
import { ActionError } from "../problem.js";

const SOURCES = [["", "the recorded data"], ["newest", "the newest version of the data set, to which rows were appended"], ["other", "other data"]];
const WHEN = [["if_better", "it is better"], ["if_not_worse", "it is not worse"], ["always", "always"]];
const START = { data: "", source: "", patch: "", alias: "", when: "if_better", margin: "0", metric: "" };

/** Return the body of the request of what the form has. */
async function bodyOf(form) {
  const source = form.data === "other" ? form.source.trim() : form.data;
  const patch = form.patch.trim() ? (await yaml()).load(form.patch) : null;
  const metric = form.metric.trim();
  const promote = form.alias.trim() && { alias: form.alias.trim(), when: form.when, margin: Number(form.margin) || 0, ...(metric && { metric }) };
  return { ...(source && { source }), ...(patch && { patch }), ...(promote && { promote }) };
}

export function Retrain({ model, onClose }) {
  const [form, setForm] = useState(START);
  const [run, { busy, error }] = useAction(async () => {
    const job = await post(`${modelPath(model.ref)}/retrain`, { json: await bodyOf(form) });
    go(`/jobs/${job.id}`);
  });
  const change = (name) => (event) => setForm({ ...form, [name]: event.target.value });
  const field = (name, label, pointer, more = {}) => html`<${Field} id=${`retrain-${name}`} label=${label} error=${error} pointer=${pointer}>
    <input id=${`retrain-${name}`} aria-invalid=${error?.below?.(pointer).length ? "true" : null} value=${form[name]} onInput=${change(name)} ...${more} /><//>`;
  return html`<${Dialog} title=${`Retrain ${model.ref}`} onClose=${onClose}><form onSubmit=${(event) => { event.preventDefault(); run(); }}>
    <p class="muted">A job trains the recorded spec from new weights, registers the next version, and compares both on samples that neither was trained on.</p>
    <fieldset><legend>Data</legend>${SOURCES.map(([value, title]) => html`<p key=${value}><label>
    <input type="radio" name="retrain-data" checked=${form.data === value} onChange=${() => setForm({ ...form, data: value })} /> ${title}</label></p>`)}
      ${form.data === "other" && field("source", "dataset: and its id, or the name of a built-in one", "/source", { required: true })}</fieldset>
    <${Field} id="retrain-patch" label="Changes of the spec (YAML), if any" error=${error} pointer="/patch">
    <textarea id="retrain-patch" rows="3" placeholder="training: {epochs: 10}" value=${form.patch} onInput=${change("patch")}></textarea><//>
    <fieldset><legend>Afterwards</legend>${field("alias", "Move this alias to the new version (empty: none)", "/promote/alias", { placeholder: "champion" })}
      ${form.alias && html`<${Field} id="retrain-when" label="if" error=${error} pointer="/promote/when">
      <select id="retrain-when" value=${form.when} onChange=${change("when")}>
      ${WHEN.map(([value, title]) => html`<option key=${value} value=${value}>${title}</option>`)}</select><//>
        ${form.when !== "always" && html`${field("metric", "by this figure (empty: the first one)", "/promote/metric", { placeholder: "accuracy" })}
          ${field("margin", "with this margin", "/promote/margin", { type: "number", min: "0", step: "any" })}`}`}</fieldset>
    <${ActionError} error=${error} /><p class="actions"><button disabled=${busy}>Retrain</button></p></form><//>`;
}

/** A labelled field with its faults in the API's words. */
const Field = ({ id, label, error, pointer, children }) => html`<div class="field"><label for=${id}>${label}</label>${children}
  ${(error?.below?.(pointer) || []).map((fault) => html`<p class="fault">${fault.pointer && html`<code>${fault.pointer}</code> `}${fault.detail}</p>`)}</div>`;
