// How programs use a model: calls to copy, with a real example, and its files.
import { html, useState } from "../../core/html.js";
import { modelPath, urlOf } from "../../core/api.js";
import { useData } from "../../core/data.js";
import { to } from "../../core/route.js";
import { Card, Code } from "../bits.js";
import { Loaded } from "../problem.js";
import { callsOf } from "./calls.js";
import { pngOf } from "./image_file.js";

export function Use({ model }) {
  const examples = useData(`${modelPath(model.ref)}/examples`);
  const me = useData("v1/me");
  return html`<div class="stack"><${Loaded} of=${examples} label="Looking for an example">${(found) => html`<${Loaded} of=${me}>${(caller) => html`
    <${Calls} model=${model} examples=${found.inputs} withKey=${caller.key !== null} />`}<//>`}<//>
    <${Files} model=${model} /></div>`;
}

/** What callers choose once, for all calls. */
const LANGUAGES = ["Python", "curl", "TypeScript"];
const NEEDS = { Python: "pip install modelbook-client", curl: null, TypeScript: "npm install modelbook-client" };

function Calls({ model, examples, withKey }) {
  const [language, setLanguage] = useState(LANGUAGES[0]);
  const [index, setIndex] = useState(0);
  if (!examples.length) return html`<p class="note">No examples were recorded with this model, so there is nothing to fill a call with. <a
    href=${to("play", model.ref)}>Try it</a> with inputs of your own.</p>`;
  const example = examples[index];
  const image = takesImages(model) ? pngOf(example) : null;
  const groups = callsOf({ base: document.baseURI.replace(/\/$/, ""), model, example, image, withKey });
  return html`<div class="filters">
      <span role="group" aria-label="Language" class="actions">
      ${LANGUAGES.map((name) => html`<button key=${name} class=${name === language ? "" : "second"} aria-pressed=${name === language}
      onClick=${() => setLanguage(name)}>${name}</button>`)}</span>
      ${examples.length > 1 && html`<span><label for="use-example">Example</label>
      <select id="use-example" value=${index} onChange=${(event) => setIndex(Number(event.target.value))}>
        ${examples.map((_, at) => html`<option key=${at} value=${at}>${at + 1} of ${examples.length}</option>`)}</select></span>`}
      ${image && html`<img class="example-image" src=${`data:image/png;base64,${image}`} alt=${`Example ${index + 1}, an image`} />`}
    </div>
    ${NEEDS[language] && html`<p class="muted">Needs <code>${NEEDS[language]}</code>.</p>`}
    ${withKey && html`<p class="muted">The key is taken from the environment: <code>export MODELBOOK_API_KEY=…</code>. It needs the scope predict.</p>`}
    ${groups.map(({ id, title, calls }) => calls.filter((call) => call.language === language).map((call) => html`<${Card} key=${id} title=${title}>
    <${Code} text=${call.text} label=${`${title}, ${language}`} /><//>`))}`;
}

function takesImages(model) {
  const inputs = Object.values(model.signature.inputs);
  return inputs.length === 1 && inputs[0].images;
}

/** Files of a model: path, title, what it is for. */
function filesOf(model) {
  const network = model.serving.runtime !== "sklearn" && model.metrics.loss !== undefined;
  return [
    ["artifact", "Artifact (HDF5)", "all of it: network or pipeline, preprocessing, evaluation, spec; Modelbook imports it again"],
    ...(network ? [["weights", "Weights", "for model.load_weights of Keras"], ["architecture", "Architecture (JSON)", "for keras.models.model_from_json"]] : []),
    ...(model.serving.runtime === "onnx" ? [["onnx", "ONNX", "for any runtime of ONNX; preprocessing is not part of it"]] : []),
  ];
}

const Files = ({ model }) => html`<${Card} title="Files"><ul class="files">${filesOf(model).map(([path, title, note]) => html`<li key=${path}>
  <a href=${urlOf(`${modelPath(model.ref)}/${path}`)} download>${title}</a> <span class="muted">${note}</span></li>`)}</ul><//>`;
