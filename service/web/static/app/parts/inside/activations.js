// What each layer of a network gives for a chosen sample of its data.
import { html, useEffect, useState } from "../../core/html.js";
import { modelPath, post } from "../../core/api.js";
import { useAction } from "../../core/data.js";
import { number, percent } from "../../core/format.js";
import { Card } from "../bits.js";
import { wholeSample } from "../insight/samples.js";
import { Pixels, magnified, shadesFrom } from "../pixels.js";
import { ActionError, Spinner } from "../problem.js";
import { shapeOf } from "./diagram.js";

/** Pixels of a map's value; widest strip of values, in pixels. */
const MAP_PX = 3;
const STRIP_PX = 4;

/** @param {object} props model: a ModelOut of a network. */
export function Activations({ model }) {
  const [index, setIndex] = useState(0);
  const [show, { busy, error }] = useAction(async () => {
    const { raw } = await wholeSample(model, "train", index);
    const names = Object.keys(model.signature.inputs);
    setShown(await post(`${modelPath(model.ref)}/activations`, { json: { inputs: [names.length === 1 ? raw.inputs[names[0]] : raw.inputs] } }));
  });
  const [shown, setShown] = useState(null);
  useEffect(() => setShown(null), [model.ref]);
  return html`<${Card} title="A sample on its way through the layers">
    ${model.job_id
      ? html`<form class="actions" onSubmit=${(event) => { event.preventDefault(); show(); }}>
          <label for="sample">Sample of the training part, from 0</label>
          <input id="sample" type="number" min="0" step="1" value=${index} onInput=${(event) => setIndex(Number(event.target.value))} />
          <button disabled=${busy}>Show what the layers give</button></form>`
      : html`<p class="muted">The data of this model are not known here, so there are no samples to choose from.</p>`}
    ${busy && html`<${Spinner} label="Loading the network, which takes some seconds" />`}<${ActionError} error=${error} />
    ${shown && html`<ol class="outputs">${shown.layers.map((layer, at) => html`<${Output} key=${at} layer=${layer} />`)}</ol>`}<//>`;
}

function Output({ layer }) {
  const strips = layer.maps.length === 1 && layer.maps[0].length === 1;
  const maps = strips ? [Array(4).fill(layer.maps[0][0])] : layer.maps;
  const said = `${layer.layer} gives ${shapeOf(layer.shape)}, from ${number(layer.low)} to ${number(layer.high)}, ${percent(layer.zeros, 0)} zero`;
  return html`<li><p><strong>${layer.layer}</strong> <span class="muted small">${said}</span></p>
    <div class="maps">${maps.map((map, index) => html`<${Pixels} key=${index} rows=${map} colourOf=${shadesFrom(0, 255)} style=${magnified(map, strips ? STRIP_PX : MAP_PX)}
      label=${`${said}; map ${index + 1}: light is large`} />`)}</div></li>`;
}
