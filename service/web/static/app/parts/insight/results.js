// What a model gets right and wrong: its evaluation, and the samples, regions and curves behind it, by its kind of prediction.
import { html, useEffect, useState } from "../../core/html.js";
import { modelPath } from "../../core/api.js";
import { useData } from "../../core/data.js";
import { setFragment, useHere } from "../../core/route.js";
import { styles } from "../../core/style.js";
import { Loaded, Problem, Spinner } from "../problem.js";
import { PlainNumbers } from "./plain_numbers.js";
import { usePlots } from "./plots.js";

await styles("insight");

/** Kinds of prediction with a module of that name below kinds/, and whether they have an evaluation. */
const KINDS = {
  classification: true,
  regression: true,
  forecasting: true,
  generation: true,
  clustering: true,
  multi_label: false,
  transform: false,
  reconstruction: false,
};

/** @param {object} props model: a ModelOut. The output that is shown stands in the fragment. */
export function Results({ model }) {
  const { fragment } = useHere();
  const outputs = Object.keys(model.signature.outputs);
  const output = outputs.includes(fragment.output) ? fragment.output : outputs[0];
  const several = outputs.length > 1;
  return html`<div class="insight stack">
    ${
      several &&
      html`<p class="field"><label for="insight-output">Output</label>
      <select id="insight-output" value=${output} onChange=${(event) => setFragment({ output: event.target.value, true: null, predicted: null })}>
        ${outputs.map((name) => html`<option key=${name} value=${name}>${name} (${model.signature.outputs[name].kind})</option>`)}</select></p>`
    }
    <${OfOutput} key=${output} model=${model} output=${output} several=${several} />
  </div>`;
}

function OfOutput({ model, output, several }) {
  const { kind } = model.signature.outputs[output];
  const evaluated = KINDS[kind] ?? true;
  const evaluation = useData(evaluated ? `${modelPath(model.ref)}/evaluation` : null, { query: several ? { output } : {} });
  const plots = usePlots(model, several ? output : null);
  const [view, error] = useView(kind);
  if (error) return html`<${Problem} error=${error} />`;
  if (!view) return html`<${Spinner} label="Loading the results" />`;
  const shown = (found) => html`<${view} model=${model} output=${output} evaluation=${found} plots=${plots} />`;
  if (!evaluated) return shown(null);
  // An imported model has no evaluation; what it does with its inputs can be shown all the same.
  if (evaluation.error?.status === 404) return html`<p class="note">${evaluation.error.message}</p>${shown(null)}`;
  return html`<${Loaded} of=${evaluation} label="Loading the evaluation">${shown}<//>`;
}

/** Load the view of a kind; returns [component, error]. */
function useView(kind) {
  const [state, setState] = useState(kind in KINDS ? [null, null] : [PlainNumbers, null]);
  useEffect(() => {
    if (kind in KINDS)
      import(`./kinds/${kind}.js`).then(
        (module) => setState([module.default, null]),
        (error) => setState([null, error]),
      );
  }, [kind]);
  return state;
}
