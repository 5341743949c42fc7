// The playground of a model that takes one text, such as a classifier of articles.
import { html, useEffect, useState } from "../core/html.js";
import { modelPath, post } from "../core/api.js";
import { Card } from "../parts/bits.js";
import { Asked } from "./asked.js";
import { Prediction } from "./answers.js";
import { useLatest } from "../core/latest.js";
import { useSamples } from "./samples.js";

export function TextPlay({ model, port }) {
  const { samples } = useSamples(model, 1);
  const [text, setText] = useState("");
  const path = `${modelPath(model.ref)}/predict`;
  const asking = useLatest((json, signal) => post(path, { json, signal }));
  const changed = (now) => { setText(now); now ? asking.ask({ inputs: [now] }) : asking.clear(); };
  useEffect(() => { if (typeof samples?.[0]?.raw.inputs[port] === "string") changed(samples[0].raw.inputs[port]); }, [samples]);
  return html`<div class="columns"><${Card} title="Your text"><div class="field"><label for="text">Text</label>
      <textarea id="text" rows="10" value=${text} onInput=${(event) => changed(event.target.value)}></textarea></div><//>
    <${Card} title="What the model says"><${Asked} asking=${asking} path=${path} json=${asking.asked} answer=${asking.answer}
      hint="Write or paste a text: the answer follows.">
      ${(answer) => html`<${Prediction} kind=${answer.kind} prediction=${answer.predictions[0]} outputs=${model.signature.outputs} />`}<//><//></div>`;
}
