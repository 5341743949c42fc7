// The parameters of a generator: plain numbers and switches as fields; others stay at their defaults.
import { html, useState } from "../../core/html.js";
import { setFragment } from "../../core/route.js";
import { words } from "../../core/format.js";
import { Card } from "../bits.js";

/** Types of parameters that a field can say. */
const PLAIN = ["integer", "number", "boolean"];

/** Return the parameters of a fragment, as they stand in the URL; {} if there are none, or they cannot be read. */
export function paramsOf({ params }) {
  try {
    return JSON.parse(params || "{}") || {};
  } catch {
    return {};
  }
}

/** @param {object} props schema: of the parameters; params: those of the page; error: ApiError of the last ones. */
export function Params({ schema, params, error = null }) {
  const [typed, setTyped] = useState(params);
  const fields = Object.entries(schema.properties || {}).filter(([, { type }]) => PLAIN.includes(type));
  if (!fields.length) return null;
  const faults = error?.below?.("/query/data_params") || [];
  const submit = (event) => {
    event.preventDefault();
    setFragment({ params: Object.keys(typed).length ? JSON.stringify(typed) : null });
  };
  return html`<${Card} title="Parameters of the generator"><form onSubmit=${submit}><div class="reading-form">${fields.map(([name, field]) => html`<${Field} key=${name} name=${name} field=${field}
      value=${typed[name] ?? field.default} faults=${faults.filter(({ pointer }) => pointer.split("/")[1] === name)} onChange=${(value) => setTyped({ ...typed, [name]: value })} />`)}</div>
    <p class="actions"><button class="second">Make the data</button></p></form><//>`;
}

function Field({ name, field, value, faults, onChange }) {
  const id = `param-${name}`;
  const shared = { id, title: field.description, "aria-invalid": faults.length > 0, "aria-describedby": faults.length ? `${id}-fault` : null };
  const isOn = field.type === "boolean";
  return html`<div class="field"><label for=${id}>${words(name)}</label>
    ${isOn
      ? html`<select ...${shared} value=${String(value)} onChange=${(event) => onChange(event.currentTarget.value === "true")}><option value="true" selected=${value}>yes</option><option value="false" selected=${!value}>no</option></select>`
      : html`<input ...${shared} type="number" required step=${field.type === "integer" ? 1 : "any"} value=${value} onInput=${(event) => onChange(event.currentTarget.valueAsNumber)} />`}
    ${faults.map(({ detail }) => html`<p class="fault" id=${`${id}-fault`}>${detail}</p>`)}</div>`;
}
