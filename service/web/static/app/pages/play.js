// The playground: a model is tried with what one's own hand gives it.
import { html, useEffect } from "../core/html.js";
import { modelPath } from "../core/api.js";
import { useData } from "../core/data.js";
import { to } from "../core/route.js";
import { styles } from "../core/style.js";
import { Card, Heading } from "../parts/bits.js";
import { Loaded } from "../parts/problem.js";
import { Choose } from "../play/choose.js";
import { DrawDigit } from "../play/draw_digit.js";
import { GenerationPlay } from "../play/generation_play.js";
import { ImagePlay } from "../play/image_play.js";
import { JsonPlay } from "../play/json_play.js";
import { allGiven, allTaken, formOf } from "../play/ports.js";
import { PointsPlay } from "../play/points.js";
import { PortsPlay } from "../play/ports_play.js";
import { RowsPlay } from "../play/rows_play.js";
import { SeriesPlay } from "../play/series_play.js";
import { TextPlay } from "../play/text_play.js";

await styles("play");

/** Views of a model with one input, by the form of what it takes; others get JSON. */
const VIEWS = { image: ImagePlay, row: RowsPlay, series: SeriesPlay, generation: GenerationPlay, text: TextPlay };

/** @param {object} props reference: of the model, such as digits@3; without it one is chosen. */
export default function Play({ reference, fragment }) {
  return html`<div class="play">${reference ? html`<${Model} name=${reference} />` : html`<${Start} fragment=${fragment} />`}</div>`;
}

function Start({ fragment }) {
  useEffect(() => { document.title = "Playground"; }, []);
  if ("points" in fragment) return html`<${Heading} note="Train a classifier on points that you click." actions=${html`<a class="button second"
    href="play">Models</a>`}>Points of your own<//><${PointsPlay} />`;
  return html`<${Heading} note="Try a model with your own drawing, photograph, rows, series or text.">Playground<//>
    <div class="stack"><div class="columns"><${DrawDigit} fragment=${fragment} />
      <${Card} title="Points of your own">
        <p>Click points of two or more classes into a plane, train a classifier on them in a few seconds, and see where it draws the line.</p>
        <p class="actions"><a class="button" href="play#points=1">Click points</a></p><//></div><${Choose} /></div>`;
}

function Model({ name }) {
  const model = useData(modelPath(name));
  useEffect(() => { document.title = `${name} – playground`; }, [name]);
  return html`${model.data === null && html`<${Heading}>Play with ${name}<//>`}<${Loaded} of=${model}>${(data) => {
    const ports = Object.keys(data.signature.inputs);
    const View = ports.length > 1 ? PortsPlay : VIEWS[formOf(data, ports[0])] || JsonPlay;
    return html`<${Heading} note=${`Takes ${allTaken(data)}; gives ${allGiven(data)}.`} actions=${html`<a class="button second"
      href=${to("models", data.ref)}>About the model</a><a class="button second" href="play">Another model</a>`}>Play with ${data.ref}<//>
      <${View} key=${data.ref} model=${data} port=${ports[0]} />`;
  }}<//>`;
}
