// The steps over an input in a row, each with what it has learned and what it makes of a sample.
import { html } from "../../core/html.js";
import { number, words } from "../../core/format.js";
import { Scroll } from "../bits.js";
import { Value } from "./value.js";

/** @param {object} props steps: fitted steps of the API; raw: the sample, undefined for none; stages: what each step made of it. */
export function Chain({ model, name, steps, raw, stages }) {
  const input = model.signature.inputs[name];
  return html`<${Scroll} label=${`Steps over ${name}`}><ol class="chain">
    ${raw !== undefined && html`<li><section class="stage" aria-label="Raw sample"><h3>Raw</h3>
    <${Value} value=${raw} dtype=${input.input_dtype} columns=${input.columns} isSeries=${isSeries(model)} /></section></li>`}
    ${steps.map((step, index) => html`<li key=${index}><${Step} fitted=${step} stage=${stages?.[index]} columns=${columnsAfter(input, steps, index)}
    symbols=${symbolsOf(steps)} isSeries=${isSeries(model)} /></li>`)}
  </ol><//>`;
}

const isSeries = (model) => Object.values(model.signature.outputs)[0].kind === "forecasting";
/** Symbols by their ids, where a step splits texts into them. */
const symbolsOf = (steps) => steps.find((step) => step.state.vocabulary_)?.state.vocabulary_;

/** Steps after which rows have the columns that they had. */
const KEEPING = new Set(["cast", "scale", "divide", "min_max", "standardize", "normalize", "clip", "log", "impute"]);

/** Return the names of the columns after so many steps, null where they are other ones. */
const columnsAfter = (input, steps, index) => (steps.slice(0, index + 1).every((fitted) => KEEPING.has(fitted.spec.step)) ? input.columns : null);

/** One step: its fields, its fitted state, and the sample after it. */
export function Step({ fitted, stage, columns, symbols, isSeries: series }) {
  const { step, ...fields } = fitted.spec;
  return html`<section class="stage" aria-label=${`Step ${words(step)}`}><h3>${words(step)}</h3>
    <${Fields} fields=${fields} /><${State} state=${fitted.state} fields=${fields} />
    ${stage && html`<${Value} value=${stage.value} dtype=${stage.dtype} shape=${stage.shape} columns=${columns} symbols=${symbols} isSeries=${series} />`}</section>`;
}

function shown(value) {
  if (Array.isArray(value)) return value.map(shown).join(", ");
  if (typeof value === "number") return number(value);
  return value !== null && typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Longest text of a value that is shown at once. */
const LONG = 60;

const Fields = ({ fields }) => html`<dl class="step-fields">${Object.entries(fields).filter(([, value]) => value !== null).map(([name, value]) => html`<${Field}
  key=${name} name=${words(name)} value=${value} />`)}</dl>`;

/** What a step has learned, without what its fields say already. */
function State({ state, fields }) {
  const entries = Object.entries(state).filter(([name, value]) => JSON.stringify(fields[name.replace(/_$/, "")]) !== JSON.stringify(value));
  return entries.length > 0 && html`<p class="muted small learned">learned</p><dl class="step-fields">
    ${entries.map(([name, value]) => html`<${Field} key=${name} name=${words(name.replace(/_$/, ""))} value=${value} />`)}</dl>`;
}

function Field({ name, value }) {
  const text = shown(value);
  return html`<div><dt>${name}</dt><dd>${text.length <= LONG ? text : html`<details><summary>${Array.isArray(value) ? `${value.length} values` : "show"}</summary><code>
    ${text}</code></details>`}</dd></div>`;
}
