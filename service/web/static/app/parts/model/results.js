// The evaluation of a model in plain numbers.
import { html } from "../../core/html.js";
import { modelPath } from "../../core/api.js";
import { useData } from "../../core/data.js";
import { Card } from "../bits.js";
import { NumbersTable } from "../numbers.js";
import { Loaded } from "../problem.js";

export function Results({ model }) {
  const outputs = Object.keys(model.signature.outputs);
  return html`<div class="stack">${outputs.map((name) => html`<${Output} key=${name} model=${model} name=${outputs.length > 1 ? name : null} />`)}</div>`;
}

function Output({ model, name }) {
  const evaluation = useData(`${modelPath(model.ref)}/evaluation`, { query: { output: name } });
  if (evaluation.error?.status === 404) return html`<p class="muted">${evaluation.error.message}</p>`;
  return html`<${Loaded} of=${evaluation}>${(data) => html`<${Card} title=${`Evaluation on the ${data.part} part${name ? `: ${name}` : ""}`}>
    <${NumbersTable} data=${{ numbers: plain(data) }} /><//>`}<//>`;
}

/** Return the evaluation without what does not apply. */
const plain = ({ ref, kind, ...fields }) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
