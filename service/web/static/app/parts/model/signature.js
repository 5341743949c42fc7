// The signature of a model, port by port: shapes, types, columns and labels.
import { html } from "../../core/html.js";
import { count, words } from "../../core/format.js";
import { Facts } from "../bits.js";

/** Names that are shown at once; the others unfold. */
const N_NAMES = 20;

/** A shape as people write it: 28 × 28; "any" stands for an axis of any length. */
export const shapeText = (shape) => (shape.length ? shape.map((size) => size ?? "any").join(" × ") : "one value");

export const Signature = ({ signature }) => html`
  ${Object.entries(signature.inputs).map(([name, port]) => html`<${Input} key=${name} name=${name} port=${port} />`)}
  ${Object.entries(signature.outputs).map(([name, port]) => html`<${Output} key=${name} name=${name} port=${port} />`)}
  <${Facts} items=${[
    ["Methods", signature.methods.join(", ") || null], ["Sessions", signature.stateful ? "keep the recurrent state" : null], ["Latent values", signature.latent_size],
  ]} />`;

function Input({ name, port }) {
  const remarks = (index) => [port.text_columns.includes(index) && "text", port.gaps.includes(index) && "may be missing"].filter(Boolean);
  return html`<section class="port"><h3>Input <code>${name}</code></h3>
    <${Facts} items=${[
      ["Shape of one value", shapeText(port.input_shape)], ["Type", TYPES[port.input_dtype] || port.input_dtype],
      ["After preprocessing", shapeText(port.model_shape)], ["Image files", port.images ? "PNG, JPEG and others" : null],
    ]} />
    ${port.columns && html`<${Names} title=${count(port.columns.length, "column")} names=${port.columns.map((column, index) => [column, remarks(index).join(", ")])}
    />`}</section>`;
}

function Output({ name, port }) {
  return html`<section class="port"><h3>Output <code>${name}</code></h3>
    <${Facts} items=${[["Kind", words(port.kind)], ["Shape", shapeText(port.output_shape)]]} />
    ${port.labels && html`<${Names} title=${port.kind === "generation" ? count(port.labels.length, "symbol") : count(port.labels.length, "class", "classes")}
    names=${port.labels.map((label) => [label === " " ? "␣" : label, ""])} />`}
    ${port.target_columns && html`<${Names} title="Forecast columns" names=${port.target_columns.map((column) => [column, ""])} />`}</section>`;
}

const TYPES = { str: "text", object: "rows of numbers and text", image: "encoded images" };

function Names({ title, names }) {
  const listed = (some) => html`<ul class="names">${some.map(([name, remark], index) => html`<li key=${index}><code>${String(name)}</code>
    ${remark && html` <span class="muted small">${remark}</span>`}</li>`)}</ul>`;
  return html`<p class="muted small names-title">${title}</p>${listed(names.slice(0, N_NAMES))}
    ${names.length > N_NAMES && html`<details><summary>${names.length - N_NAMES} more</summary>${listed(names.slice(N_NAMES))}</details>`}`;
}
