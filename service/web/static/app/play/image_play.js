// The playground of a model that takes one image: tools at the left, what the model sees and answers at the right.
import { html, useState } from "../core/html.js";
import { call, modelPath, post } from "../core/api.js";
import { useData } from "../core/data.js";
import { Card } from "../parts/bits.js";
import { Asked } from "./asked.js";
import { Prediction, Shades } from "./answers.js";
import { ImageInput } from "./image_input.js";
import { useLatest } from "../core/latest.js";
import { sizeOf } from "./ports.js";
import { useSamples } from "./samples.js";

/** Samples of the data to choose from. */
const SHOWN = 12;

export function ImagePlay({ model, port }) {
  const { samples, error } = useSamples(model, SHOWN);
  useData(`${modelPath(model.ref)}/schema`);  // It makes the server load the model, which the first stroke would have to wait for.
  const [empty, setEmpty] = useState(true);
  const path = `${modelPath(model.ref)}/predict`;
  const asking = useLatest((make, signal) => predicted(model, port, path, make, signal), "stroke");
  const made = (make, at) => { setEmpty(!make); make ? asking.ask(make, at) : asking.clear(); };
  return html`<${ImageInput} model=${model} port=${port} samples=${samples} onMade=${made}>
      <${Card} title="What the model says">
        <${Asked} asking=${asking} path=${path} json=${asking.answer?.json} file=${asking.answer?.type} answer=${asking.answer?.answer}
          hint=${empty ? "Draw in the pad, or choose a sample or a photograph: the answer follows your hand." : null}>
          ${({ answer, seen }) => html`<div class="seen-and-said">${seen && html`<figure class="seen">
            <${Shades} rows=${seen.rows} white=${seen.white} label="The image as the model sees it" />
              <figcaption class="muted small">what the model sees, ${seen.rows[0].length} × ${seen.rows.length}</figcaption></figure>`}
            <${Prediction} kind=${answer.kind} prediction=${answer.predictions[0]} outputs=${model.signature.outputs} /></div>`}<//>
        ${error && html`<p class="muted small">No samples of the data: ${error.message}</p>`}<//><//>`;
}

/** Ask for the prediction of an image; of a file also for what the model's recorded steps make of it. */
async function predicted(model, port, path, make, signal) {
  const { rows, file } = await make();
  if (rows) {
    const json = { inputs: [rows] };
    return { json, answer: await post(path, { json, signal }), seen: { rows, white: 255 } };
  }
  const type = file.type || "application/octet-stream";
  const asked = call("POST", path, { body: file, headers: { "Content-Type": type }, signal }).then((response) => response.json());
  const [answer, seen] = await Promise.all([asked, seenOf(model, port, file, signal)]);
  return { type, answer, seen };
}

/** Return a file as base64 text. */
export const base64Of = async (file) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
  reader.readAsDataURL(file);
});

/** Return the prepared image of a file; null where what the model gets is no image. */
async function seenOf(model, port, file, signal) {
  const { inputs: [prepared] } = await post(`${modelPath(model.ref)}/transform`, { json: { inputs: [await base64Of(file)] }, signal });
  const { model_shape: shape } = model.signature.inputs[port];
  const size = shape.length >= 2 ? { height: shape[0], width: shape[1], channels: shape[2] ?? 1 } : sizeOf(model.signature.inputs[port]);
  const values = prepared.flat(Infinity);
  if (!size || size.width * size.height * size.channels !== values.length) return null;
  const low = values.reduce((least, value) => Math.min(least, value), 0);
  const pixel = (at) => (size.channels === 1 ? values[at] - low : values.slice(at * size.channels, (at + 1) * size.channels).map((value) => value - low));
  const rows = Array.from({ length: size.height }, (_, y) => Array.from({ length: size.width }, (__, x) => pixel(y * size.width + x)));
  return { rows, white: values.reduce((most, value) => Math.max(most, value), low) - low || 1 };
}
