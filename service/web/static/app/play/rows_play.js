// The playground of a model that takes rows: fields filled in with a sample of the data, answers beside them while they are changed.
import { html, useEffect, useState } from "../core/html.js";
import { modelPath, post } from "../core/api.js";
import { useData } from "../core/data.js";
import { count } from "../core/format.js";
import { Card } from "../parts/bits.js";
import { Spinner } from "../parts/problem.js";
import { Asked } from "./asked.js";
import { Prediction, short } from "./answers.js";
import { columnsOf, flat, typed, valueOf } from "./columns.js";
import { useLatest } from "../core/latest.js";
import { pasted, RowForm, RowTable } from "./row_form.js";
import { useSamples } from "./samples.js";
import { PlanePlay } from "./plane_play.js";

/** Rows of the data that ranges are taken from. */
const LOOKED_AT = 100;

export function RowsPlay({ model, port }) {
  const { samples, error } = useSamples(model, LOOKED_AT);
  const schema = useData(`${modelPath(model.ref)}/schema`);
  if (samples === null || (schema.data === null && !schema.error)) return html`<${Spinner} label="Looking at the model and its data" />`;
  return html`<${Filled} model=${model} port=${port} samples=${samples} columns=${columnsOf(model, port, schema.data?.input, samples)} noSamples=${error} />`;
}

function Filled({ model, port, samples, columns, noSamples }) {
  const rowOf = (index) => (samples.length ? flat(samples[index % samples.length].raw.inputs[port]).map(typed) : columns.map(() => ""));
  const [rows, setRows] = useState([rowOf(0)]);
  const path = `${modelPath(model.ref)}/predict`;
  const asking = useLatest((json, signal) => post(path, { json, signal }));
  const json = { inputs: rows.map((cells) => cells.map((text, index) => valueOf(text, columns[index]))) };
  useEffect(() => { if (rows.length && rows.some((cells) => cells.some((text) => text !== ""))) asking.ask(json); }, [rows]);
  const faults = faultsOf(asking.error, columns);
  const onCell = (row, column, text) => setRows(rows.map((cells, at) => (at === row ? cells.map((old, index) => (index === column ? text : old)) : cells)));
  const onPaste = (event, row, column) => {
    const changed = pasted(rows, event.clipboardData.getData("text"), row, column, columns);
    if (changed) { event.preventDefault(); setRows(changed); }
  };
  const one = rows.length === 1;
  const plane = columns.length === 2 && columns.every(({ text, categories, low }) => !text && !categories && low !== null);
  return html`<div class="stack"><div class=${one ? "columns one-row" : "stack"}>
    <${Card} title=${one ? "Your row" : "Your rows"}>
      ${one ? html`<${RowForm} name=${port} columns=${columns} cells=${rows[0]} faults=${faults.get(0) || new Map()} onCell=${(column, text) => onCell(0, column, text)}
        onPaste=${(event, column) => onPaste(event, 0, column)} />`
        : html`<${RowTable} columns=${columns} rows=${rows} faults=${faults} answers=${asking.answer?.predictions.map(short) || []} onCell=${onCell} onPaste=${onPaste}
          onRemove=${(row) => setRows(rows.filter((_, at) => at !== row))} />`}
      <p class="actions"><button class="second" onClick=${() => setRows([...rows, rowOf(rows.length)])}>Add a row</button>
        <button class="second" onClick=${() => setRows([rowOf(Math.floor(Math.random() * samples.length))])}>Another sample</button></p>
      <p class="muted small">Rows can be pasted from a spreadsheet, with or without the names of the columns.${" "}
        ${noSamples ? `No samples of the data: ${noSamples.message}` : samples.length > 0 && `Ranges are those of ${count(samples.length, "row")} of the data.`}</p><//>
    <${Card} title=${one ? "What the model says" : "The call"}><${Asked} asking=${asking} path=${path} json=${asking.asked} answer=${asking.answer}
      hint="Fill in the fields.">
      ${(answer) => one && html`<${Prediction} kind=${answer.kind} prediction=${answer.predictions[0]} outputs=${model.signature.outputs} />`}<//><//></div>
    ${plane && html`<${PlanePlay} model=${model} port=${port} samples=${samples} columns=${columns} point=${one && rows[0].map(Number)}
      onPoint=${(point) => setRows([point.map(typed)])} />`}</div>`;
}

/** Return the faults of a refusal by row and column; those of a whole row have the column null. */
function faultsOf(error, columns) {
  const found = new Map();
  for (const { pointer, detail } of error?.below?.("/inputs") || []) {
    const [, row, column] = pointer.split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (row === undefined) continue;
    const named = columns.findIndex(({ name }) => name === column);
    const at = column === undefined ? null : named >= 0 ? named : Number(column);
    found.set(Number(row), (found.get(Number(row)) || new Map()).set(at, detail));
  }
  return found;
}
