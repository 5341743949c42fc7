// The recorded preprocessing of a model as a chain, with a sample that goes through it step by step.
import { html, useEffect, useState } from "../../core/html.js";
import { modelPath, post } from "../../core/api.js";
import { useData } from "../../core/data.js";
import { Card, Scroll } from "../bits.js";
import { Loaded, Problem } from "../problem.js";
import { SampleChoice } from "./sample_choice.js";
import { Step, Chain } from "./stages.js";

export function Preprocessing({ model }) {
  const examples = useData(`${modelPath(model.ref)}/examples`);
  const targets = Object.entries(model.preprocessing.targets).filter(([, steps]) => steps.length);
  return html`<div class="stack"><${Loaded} of=${examples} label="Looking for a sample">${(found) => html`<${Followed} model=${model} examples=${found} />`}<//>
    ${targets.map(([name, steps]) => html`<${Card} key=${name} title=${`Targets: ${name}`}>
      <p class="muted">These steps were applied to the targets of training, and are inverted on predictions, the last one first.</p>
      <${Scroll} label=${`Steps over the targets of ${name}`}><ol class="chain">${steps.map((step, index) => html`<li key=${index}><${Step} fitted=${step} /></li>`)}
      </ol><//><//>`)}</div>`;
}

/** The chains of all inputs, with the values of a sample after each step. */
function Followed({ model, examples }) {
  const [sample, setSample] = useState(examples.inputs[0]);
  const [state, setState] = useState({ steps: null, error: null, sample: undefined });
  useEffect(() => {
    if (sample === undefined) return undefined;
    const stop = new AbortController();
    post(`${modelPath(model.ref)}/transform`, { json: { inputs: [sample], each_step: true }, signal: stop.signal }).then(
      (found) => setState({ steps: found.steps, error: null, sample }),
      (error) => error.name !== "AbortError" && setState({ steps: null, error, sample: undefined }),
    );
    return () => stop.abort();
  }, [sample]);
  const ports = Object.entries(model.preprocessing.inputs);
  const of = (name) => (state.sample === undefined ? undefined : ports.length > 1 ? state.sample[name] : state.sample);
  return html`<${SampleChoice} model=${model} examples=${examples} onChoose=${setSample} />
    ${state.error && html`<${Problem} error=${state.error} />`}
    ${ports.map(([name, steps]) => html`<${Card} key=${name} title=${`Input: ${name}`}>
      ${!steps.length && html`<p class="muted">The model gets this input as it is.</p>`}
      <${Chain} model=${model} name=${name} steps=${steps} raw=${of(name)} stages=${state.steps?.[name]} /><//>`)}`;
}
