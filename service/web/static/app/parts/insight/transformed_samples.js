// Some rows of the training part, and the rows that a transform makes of them.
import { html, useEffect, useState } from "../../core/html.js";
import { number } from "../../core/format.js";
import { Card } from "../bits.js";
import { ActionError, Spinner } from "../problem.js";
import { predicted, samplesFrom } from "./samples.js";
import { SortedTable } from "./table.js";

const COUNT = 8;
/** Values of a row that are written out. */
const FEW = 8;

/** @param {object} props model: one that transforms; output: its name. */
export function TransformedSamples({ model, output }) {
  const [state, setState] = useState({ rows: null, error: null });
  useEffect(() => {
    let current = true;
    load(model, output).then(
      (rows) => current && setState({ rows, error: null }),
      (error) => current && setState({ rows: null, error }),
    );
    return () => {
      current = false;
    };
  }, [model.ref, output]);
  return html`<${Card} title="Some samples">
    ${state.error ? html`<${ActionError} error=${state.error} />` : !state.rows && html`<${Spinner} label="Asking the model" />`}
    ${
      state.rows &&
      html`<${SortedTable} caption="The first rows of the training part, and what they become" rows=${state.rows} columns=${[
        { title: "Sample", number: true, value: (one) => one.index },
        { title: "Row", value: (one) => said(one.before) },
        { title: "Becomes", value: (one) => said(one.after) },
      ]} />`
    }<//>`;
}

async function load(model, output) {
  const { samples } = await samplesFrom(model, "train", 0, COUNT);
  const answers = await predicted(
    model,
    samples.map((sample) => sample.raw.inputs),
    { output, method: "transform" },
  );
  return samples.map((sample, index) => ({ index: sample.index, before: Object.values(sample.raw.inputs)[0], after: answers[index].row }));
}

function said(values) {
  const flat = [values].flat(3);
  const text = flat
    .slice(0, FEW)
    .map((value) => (typeof value === "number" ? number(value) : String(value ?? "–")))
    .join(", ");
  return flat.length > FEW ? `${text} and ${flat.length - FEW} more` : text;
}
