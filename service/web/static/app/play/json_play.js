// The playground of a model whose input has no view of its own: its inputs as JSON, filled in with a sample of the data.
import { html, useEffect, useState } from "../core/html.js";
import { modelPath, post } from "../core/api.js";
import { Card } from "../parts/bits.js";
import { Asked } from "./asked.js";
import { Prediction } from "./answers.js";
import { useLatest } from "../core/latest.js";
import { useSamples } from "./samples.js";

export function JsonPlay({ model }) {
  const { samples } = useSamples(model, 1);
  const [text, setText] = useState("");
  const [fault, setFault] = useState("");
  const path = `${modelPath(model.ref)}/predict`;
  const asking = useLatest((json, signal) => post(path, { json, signal }));
  const ports = Object.keys(model.signature.inputs);
  useEffect(() => {
    const inputs = samples?.[0]?.raw.inputs;
    if (inputs) setText((old) => old || JSON.stringify(ports.length === 1 ? inputs[ports[0]] : inputs));
  }, [samples]);
  const send = () => {
    try {
      const input = JSON.parse(text);
      setFault("");
      asking.ask({ inputs: [input] });
    } catch (error) {
      setFault(`This is not JSON: ${error.message}`);
    }
  };
  return html`<div class="columns"><${Card} title="Your input"><div class="field"><label for="input-json">One input, as JSON</label>
      <textarea id="input-json" rows="10" spellcheck="false" aria-invalid=${fault !== ""} value=${text} onInput=${(event) => setText(event.target.value)}></textarea>
      ${fault && html`<p class="fault" role="alert">${fault}</p>`}</div><p class="actions"><button onClick=${send} disabled=${!text}>Predict</button></p><//>
    <${Card} title="What the model says"><${Asked} asking=${asking} path=${path} json=${asking.asked} answer=${asking.answer}
      hint="Change the input if you like, and predict.">
      ${(answer) => html`<${Prediction} kind=${answer.kind} prediction=${answer.predictions[0]} outputs=${model.signature.outputs} />`}<//><//></div>`;
}
