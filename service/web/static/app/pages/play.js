// The playground: a model is tried with what one's own hand gives it.
import { html, useEffect } from "../core/html.js";
import { modelPath } from "../core/api.js";
import { useData } from "../core/data.js";
import { to } from "../core/route.js";
import { styles } from "../core/style.js";
import { Heading } from "../parts/bits.js";
import { Loaded } from "../parts/problem.js";
import { Choose } from "../play/choose.js";
import { DrawDigit } from "../play/draw_digit.js";
import { ImagePlay } from "../play/image_play.js";
import { JsonPlay } from "../play/json_play.js";
import { allGiven, allTaken, formOf } from "../play/ports.js";

await styles("play");

/** Views of a model with one input, by the form of what it takes; others get JSON. */
const VIEWS = { image: ImagePlay };

/** @param {object} props reference: of the model, such as digits@3; without it one is chosen. */
export default function Play({ reference, fragment }) {
  return reference ? html`<${Model} name=${reference} />` : html`<${Start} fragment=${fragment} />`;
}

function Start({ fragment }) {
  useEffect(() => { document.title = "Playground"; }, []);
  return html`<${Heading} note="Try a model with your own drawing, photograph, rows, series or text.">Playground<//>
    <div class="stack"><${DrawDigit} fragment=${fragment} /><${Choose} /></div>`;
}

function Model({ name }) {
  const model = useData(modelPath(name));
  useEffect(() => { document.title = `${name} – playground`; }, [name]);
  return html`<${Loaded} of=${model}>${(data) => {
    const ports = Object.keys(data.signature.inputs);
    const View = (ports.length === 1 && VIEWS[formOf(data, ports[0])]) || JsonPlay;
    return html`<${Heading} note=${`Takes ${allTaken(data)}; gives ${allGiven(data)}.`} actions=${html`<a class="button second" href=${to("models", data.ref)}>About the model</a><a class="button second" href="play">Another model</a>`}>Play with ${data.ref}<//>
      <${View} key=${data.ref} model=${data} port=${ports[0]} />`;
  }}<//>`;
}
