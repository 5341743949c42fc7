// What is inside a model: its layers as a diagram, weights and filters of a chosen layer, what the layers give for a sample, and its latent space.
import { html } from "../../core/html.js";
import { modelPath } from "../../core/api.js";
import { useData } from "../../core/data.js";
import { setFragment } from "../../core/route.js";
import { styles } from "../../core/style.js";
import { Card } from "../bits.js";
import { Loaded, Spinner } from "../problem.js";
import { Activations } from "./activations.js";
import { Diagram } from "./diagram.js";
import { Latent } from "./latent.js";
import { Layer } from "./layer.js";

await styles("inside");

/** @param {object} props model: a ModelOut; fragment: its part `layer` names the chosen layer. */
export function Inside({ model, fragment }) {
  const path = `${modelPath(model.ref)}/plots`;
  const plots = useData(path);
  if (plots.error?.status === 503 && !plots.data) return html`<${Spinner} label="The figures of this model are made" />`;
  return html`<${Loaded} of=${plots} label="Looking at the network">${({ plots: found }) => {
    const names = new Set(found.map((plot) => plot.name));
    if (!names.has("network")) return html`<p class="muted">This model has no layers: its stages stand in the spec of its job.</p>`;
    return html`<div class="stack">
      <${Network} path=${path} names=${names} chosen=${fragment.layer} />
      ${names.has("activations") && html`<${Activations} model=${model} />`}
      ${names.has("latent-space") && html`<${Latent} model=${model} path=${path} />`}
    </div>`;
  }}<//>`;
}

function Network({ path, names, chosen }) {
  const network = useData(`${path}/network.json`);
  return html`<${Loaded} of=${network} label="Drawing the network">${({ numbers, caption }) => {
    const box = numbers.boxes.find((one) => one.name === chosen) || null;
    return html`<div class="columns">
      <${Card} title="Layers"><p class="muted">${caption} Choose a layer to see its weights.</p>
        <${Diagram} numbers=${numbers} chosen=${box?.name} onChoose=${(name) => setFragment({ layer: name })} /><//>
      <${Card} title=${box ? `Layer ${box.name}` : "A layer"}>${box ? html`<${Layer} key=${box.name} box=${box} path=${path} names=${names} />` : html`<p class="muted">None is chosen.</p>`}<//>
    </div>`;
  }}<//>`;
}
