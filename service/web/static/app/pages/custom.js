// Trains a spec that is no recipe's as it is: one that another page gave, such as that of a job, or a new one.
import { html, useEffect, useState } from "../core/html.js";
import { keepDraft, readDraft } from "../core/draft.js";
import { to } from "../core/route.js";
import { Heading } from "../parts/bits.js";
import { TrainSpec } from "../parts/spec/train.js";

/** A small network to begin with. */
const TEMPLATE = {
  task: "train",
  data: { source: "digits" },
  preprocessing: { inputs: [{ step: "cast" }, { step: "scale", from: [0, 16], to: [0, 1] }, { step: "reshape", shape: [64] }], targets: [{ step: "one_hot" }] },
  model: { kind: "sequential", layers: [{ layer: "Dense", units: 32, activation: "relu" }, { layer: "Dense", units: 10, activation: "softmax" }] },
  training: { loss: "categorical_crossentropy", optimizer: "adam", metrics: ["accuracy"], epochs: 10, validation: { split: 0.2 } },
};

const NEW = { spec: TEMPLATE, name: "", origin: "", href: "" };

export default function Custom() {
  const [draft, setDraft] = useState(() => readDraft() || NEW);
  const [turn, setTurn] = useState(0);
  const [spec, setSpec] = useState(draft.spec);
  useEffect(() => { document.title = "Own spec - Modelbook"; }, []);
  const change = (next) => {
    setSpec(next);
    if (next) keepDraft({ ...draft, spec: next });
  };
  const clear = () => {
    keepDraft(NEW);
    setDraft(NEW);
    setSpec(TEMPLATE);
    setTurn(turn + 1);
  };
  const note = draft.origin
    ? html`From ${draft.href ? html`<a href=${draft.href}>${draft.origin}</a>` : draft.origin}. Changes here change nothing there.`
    : html`A small network on digits of 8 × 8 pixels to begin with: change the data, the steps and the layers. For what can be said, see the hints of the form.`;
  return html`<${Heading} note=${note} actions=${html`<button class="second" onClick=${clear}>Begin anew</button><a class="button second"
    href=${to("catalog")}>Catalog</a>`}>Train your own spec<//>
    <${TrainSpec} key=${turn} spec=${spec} onChange=${change} bodyOf=${(one, name) => ({ spec: one, name })} name=${draft.name} />`;
}
