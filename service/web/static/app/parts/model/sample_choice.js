// Which sample goes through the chain: a recorded example, a sample of the data, or one that the user gives.
import { html, useState } from "../../core/html.js";
import { useAction } from "../../core/data.js";
import { count } from "../../core/format.js";
import { wholeSample } from "../insight/samples.js";
import { ActionError } from "../problem.js";

export function SampleChoice({ model, examples, onChoose }) {
  const [way, setWay] = useState(examples.inputs.length ? "example" : "own");
  const ways = [
    ...(examples.inputs.length ? [["example", examples.source === "real" ? "a recorded example" : "a drawn example"]] : []),
    ...(takesSamples(model) ? [["data", "a sample of its data"]] : []), ["own", "your own"],
  ];
  const Chosen = { example: Example, data: OfData, own: Own }[way];
  return html`<div class="filters"><span><label for="sample-way">Follow</label><select id="sample-way" value=${way} onChange=${(event) => setWay(event.target.value)}>
    ${ways.map(([id, title]) => html`<option key=${id} value=${id}>${title}</option>`)}</select></span>
    <${Chosen} key=${way} model=${model} examples=${examples} onChoose=${onChoose} /></div>`;
}

/** Tell whether an entry of the data is an input of the model: not for series and texts, which are cut into windows, nor for several inputs. */
function takesSamples(model) {
  const [output] = Object.values(model.signature.outputs);
  return Object.keys(model.signature.inputs).length === 1 && !["forecasting", "generation"].includes(output.kind) && Boolean(model.provenance.parts);
}

function Example({ examples, onChoose }) {
  const [index, setIndex] = useState(0);
  const choose = (event) => { setIndex(Number(event.target.value)); onChoose(examples.inputs[event.target.value]); };
  return html`<span><label for="sample-example">Example</label><select id="sample-example" value=${index} onChange=${choose}>
    ${examples.inputs.map((_, at) => html`<option key=${at} value=${at}>${at + 1} of ${examples.inputs.length}</option>`)}</select></span>`;
}

function OfData({ model, onChoose }) {
  const [index, setIndex] = useState("0");
  const [part, setPart] = useState("train");
  const [found, setFound] = useState(null);
  const [take, { busy, error }] = useAction(async () => {
    const sample = await wholeSample(model, part, Number(index));
    setFound(sample.n_samples);
    onChoose(Object.values(sample.raw.inputs)[0]);
  });
  return html`<form class="actions" onSubmit=${(event) => { event.preventDefault(); take(); }}>
    <span><label for="sample-part">Part</label> <select id="sample-part" value=${part} onChange=${(event) => setPart(event.target.value)}><option>train</option>
    <option>test</option></select></span>
    <span><label for="sample-index">Index, from 0</label> <input id="sample-index" type="number" min="0" value=${index}
    onInput=${(event) => setIndex(event.target.value)} /></span>
    <button class="second" disabled=${busy}>Take it</button>${found !== null && html`<span class="muted">of ${count(found, "sample")} of the part</span>`}
    <${ActionError} error=${error} /></form>`;
}

function Own({ model, onChoose }) {
  const [text, setText] = useState("");
  const [input] = Object.values(model.signature.inputs);
  const isText = input.input_dtype === "str";
  const [take, { error }] = useAction(async () => onChoose(isText ? text : JSON.parse(text)));
  const [open, opened] = useAction(async (file) => onChoose(await dataUrl(file)));
  return html`<form class="own-sample" onSubmit=${(event) => { event.preventDefault(); take(); }}>
    ${input.images && html`<span><label for="sample-file">An image</label> <input id="sample-file" type="file" accept="image/*"
    onChange=${(event) => event.target.files[0] && open(event.target.files[0])} /></span>`}
    <span><label for="sample-text">${isText ? "A text" : "An input as JSON"}</label>
    <textarea id="sample-text" rows="2" value=${text} placeholder=${isText ? "" : placeholder(input)} onInput=${(event) => setText(event.target.value)}></textarea></span>
    <button class="second" disabled=${!text.trim()}>Take it</button><${ActionError} error=${error || opened.error} /></form>`;
}

function placeholder(input) {
  const row = (input.columns || []).slice(0, 4).map((column, index) => [column, input.text_columns.includes(index) ? "…" : 0]);
  return row.length ? JSON.stringify(Object.fromEntries(row)) : "[0, 1, 2]";
}

/** Largest file that is read as it is, in bytes, and the longest side of an image that is sent. */
const LARGE = 1_000_000;
const LONGEST = 1024;

/** Return an image file as a data URL; a huge one is made smaller first. */
async function dataUrl(file) {
  const image = await createImageBitmap(file);
  const scale = file.size > LARGE ? Math.min(1, LONGEST / Math.max(image.width, image.height)) : 1;
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(scale * image.width), height: Math.round(scale * image.height) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}
