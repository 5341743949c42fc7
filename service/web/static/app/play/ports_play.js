// The playground of a model with several inputs: a group of fields for each, and one answer.
import { html, useEffect, useRef, useState } from "../core/html.js";
import { modelPath, post } from "../core/api.js";
import { useData } from "../core/data.js";
import { words } from "../core/format.js";
import { Card } from "../parts/bits.js";
import { Spinner } from "../parts/problem.js";
import { Asked } from "./asked.js";
import { Prediction, Shades } from "./answers.js";
import { columnsOf, flat, typed, valueOf } from "./columns.js";
import { ImageInput, ofSample } from "./image_input.js";
import { base64Of } from "./image_play.js";
import { useLatest } from "../core/latest.js";
import { formOf, sizeOf } from "./ports.js";
import { RowForm } from "./row_form.js";
import { targetOf, useSamples, wholeValue } from "./samples.js";

/** Samples to choose from. */
const SHOWN = 8;

export function PortsPlay({ model }) {
  const { samples } = useSamples(model, SHOWN);
  const schema = useData(`${modelPath(model.ref)}/schema`);
  const ports = Object.keys(model.signature.inputs);
  const makes = useRef({});
  const [sample, setSample] = useState(null);
  const path = `${modelPath(model.ref)}/predict`;
  const asking = useLatest((given, signal) => predicted(path, given, signal));
  const made = (names, make) => {
    names.forEach((name) => { makes.current[name] = make; });
    ports.every((name) => makes.current[name]) ? asking.ask({ ...makes.current }) : asking.clear();
  };
  const choose = (one) => { setSample(one); ports.forEach((name) => { makes.current[name] = () => valueMade(model, name, one); }); asking.ask({ ...makes.current }); };
  useEffect(() => { if (samples?.length) choose(samples[0]); }, [samples]);
  if (samples === null || (schema.data === null && !schema.error)) return html`<${Spinner} label="Looking at the model and its data" />`;
  return html`<div class="stack"><${Card} title="What the model says">
      ${samples.length > 0 && html`<p class="actions"><span class="muted">Take a sample of the data:</span>${samples.map((one) => html`<button key=${one.index}
        class="second" aria-pressed=${one === sample} onClick=${() => choose(one)}>${targetOf(one) || one.index}</button>`)}</p>`}
      <${Asked} asking=${asking} path=${path} json=${asking.answer?.json} answer=${asking.answer?.answer} hint="Give every input a value.">
        ${({ answer, json }) => html`<div class="seen-and-said">${ports.filter((name) => Array.isArray(json.inputs[0][name]?.[0])).map((name) => html`<figure
          key=${name} class="seen"><${Shades} rows=${json.inputs[0][name]} label=${`What the input ${name} got`} />
          <figcaption class="muted small">${words(name)}</figcaption></figure>`)}<${Prediction} kind=${answer.kind} prediction=${answer.predictions[0]}
            outputs=${model.signature.outputs} /></div>`}<//><//>
    <${Groups} model=${model} ports=${ports} samples=${samples} sample=${sample} schema=${schema.data?.input} faults=${asking.error?.below?.("/inputs/0") || []}
      onMade=${made} /></div>`;
}

/** A group of fields for each input; images of one size can be the same. */
function Groups({ model, ports, samples, sample, schema, faults, onMade }) {
  const images = ports.filter((name) => formOf(model, name) === "image");
  const sizes = new Set(images.map((name) => JSON.stringify(sizeOf(model.signature.inputs[name]))));
  const [same, setSame] = useState(images.length > 1 && sizes.size === 1);
  const groups = [...(same ? [images] : images.map((name) => [name])), ...ports.filter((name) => !images.includes(name)).map((name) => [name])];
  return html`${images.length > 1 && sizes.size === 1 && html`<p><label class="check"><input type="checkbox" checked=${same}
    onChange=${(event) => setSame(event.target.checked)} /> One image for ${images.map(words).join(" and ")}</label></p>`}
    ${groups.map((names) => (images.includes(names[0])
      ? html`<section key=${names.join()} aria-label=${names.join(", ")}><h2>${names.map(words).join(" and ")}</h2>
        <${ImageInput} model=${model} port=${names[0]} samples=${samples} onMade=${(make) => onMade(names, make)} /></section>`
      : html`<${Card} key=${names[0]} title=${words(names[0])}><${Values} model=${model} port=${names[0]} sample=${sample} samples=${samples} schema=${schema} faults=${faults}
        onMade=${(value) => onMade(names, () => ({ value }))} /><//>`))}`;
}

/** Fields of an input that is a row, or its JSON where it is something else. */
function Values({ model, port, sample, samples, schema, faults, onMade }) {
  const isRow = formOf(model, port) === "row";
  const columns = isRow ? columnsOf(model, port, schema, samples) : [];
  const [cells, setCells] = useState([]);
  const [text, setText] = useState("");
  useEffect(() => {
    const value = sample?.raw.inputs[port];
    setCells(value === undefined ? columns.map(() => "") : flat(value).map(typed));
    setText(value === undefined ? "" : JSON.stringify(value));
  }, [sample]);
  if (!isRow) return html`<textarea rows="4" aria-label=${`${port} as JSON`} value=${text}
    onInput=${(event) => { setText(event.target.value); const value = parsedOr(event.target.value); onMade(value); }}></textarea>`;
  const own = new Map(faults.filter(({ pointer }) => pointer.startsWith(`/${port}/`)).map(({ pointer, detail }) => {
    const column = pointer.slice(port.length + 2);
    return [columns.some(({ name }) => name === column) ? columns.findIndex(({ name }) => name === column) : Number(column), detail];
  }));
  const change = (index, now) => {
    const changed = cells.map((old, at) => (at === index ? now : old));
    setCells(changed);
    onMade(changed.map((cell, at) => valueOf(cell, columns[at])));
  };
  return html`<${RowForm} name=${port} columns=${columns} cells=${cells} faults=${own} onCell=${change} onPaste=${() => {}} />`;
}

/** Return a JSON text's value; the text itself where it is none, about which the service says what it expects. */
function parsedOr(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function valueMade(model, port, sample) {
  return formOf(model, port) === "image" ? ofSample(await wholeValue(model, port, sample)) : { value: sample.raw.inputs[port] };
}

async function predicted(path, makes, signal) {
  const input = {};
  for (const [name, make] of Object.entries(makes)) {
    const { rows, file, value } = await make();
    input[name] = rows || (file ? await base64Of(file) : value);
  }
  const json = { inputs: [input] };
  return { json, answer: await post(path, { json, signal }) };
}
