// Predicted against true values of some samples, which are predicted now: of models with several targets, or several outputs.
import { html, useEffect, useMemo, useState } from "../../core/html.js";
import { count } from "../../core/format.js";
import { Card } from "../bits.js";
import { Spinner } from "../problem.js";
import { Behind } from "./behind.js";
import { predicted, spreadSamples } from "./samples.js";
import { Scatter } from "./scatter.js";
import { SortedTable } from "./table.js";

/** @param {object} props model; output: its name; part: the part whose samples are predicted. */
export function SomePredicted({ model, output, part }) {
  const [state, setState] = useState({ found: null, error: null });
  const [column, setColumn] = useState(0);
  useEffect(() => {
    let current = true;
    load(model, output, part).then(
      (found) => current && setState({ found, error: null }),
      (error) => current && setState({ found: null, error }),
    );
    return () => {
      current = false;
    };
  }, [model.ref, output, part]);
  if (state.error) return html`<p class="note">Predicted and true values cannot be shown: ${state.error.message}</p>`;
  if (!state.found) return html`<${Spinner} label="Asking the model" />`;
  const { names, rows, total } = state.found;
  const choice =
    names.length > 1 &&
    html`<label>Target <select value=${column} onChange=${(event) => setColumn(Number(event.target.value))}>
    ${names.map((name, index) => html`<option key=${index} value=${index}>${name}</option>`)}</select></label>`;
  return html`<${Card} title="Predicted and true values" actions=${choice}><p
    class="muted">${rows.length < total ? `${rows.length} of ` : ""}${count(total, "sample")} of the ${part} part,
      predicted now.</p><${Plots} rows=${rows} column=${column} /><//>`;
}

async function load(model, output, part) {
  const { samples, n_samples: total } = await spreadSamples(model, part);
  const inputs = samples.map((sample) => sample.raw.inputs);
  const answers = await predicted(model, inputs, { output });
  const rows = samples.map((sample, index) => ({ index: sample.index, truth: flat(sample.raw.targets[output]), said: flat(answers[index].value) }));
  const names = model.signature.outputs[output].target_columns || rows[0].truth.map((_, index) => `value ${index}`);
  return { names, rows, total };
}

/** A value, a list of any depth, or an object by column as one list. */
const flat = (value) => (Array.isArray(value) ? value.flat(4) : value !== null && typeof value === "object" ? Object.values(value) : [value]);

function Plots({ rows, column }) {
  const drawn = useMemo(() => {
    const pairs = rows.map((row) => [row.truth[column], row.said[column]]).filter((pair) => pair.every(Number.isFinite));
    const values = pairs.flat();
    const ends = [Math.min(...values), Math.max(...values)];
    return {
      values: [{ name: "samples", index: 0, points: pairs }],
      exact: [{ name: "exact", index: null, points: ends.map((end) => [end, end]) }],
      residuals: [{ name: "", index: 0, points: pairs.map(([truth, said]) => [said, said - truth]) }],
      zero: [{ index: null, dashed: true, points: ends.map((end) => [end, 0]) }],
    };
  }, [rows, column]);
  return html`<div class="columns">
      <figure class="curve"><figcaption>Predicted against true</figcaption><${Scatter} groups=${drawn.values} lines=${drawn.exact} xLabel="true" yLabel="predicted"
        label="Predicted against true values." /></figure>
      <figure class="curve"><figcaption>Residuals against predictions</figcaption><${Scatter} groups=${drawn.residuals} lines=${drawn.zero} xLabel="predicted"
        yLabel="predicted minus true" label="Residuals against predictions." /></figure></div>
    <${Behind} summary="Numbers"><${SortedTable} caption="True and predicted values" rows=${rows} columns=${[
      { title: "Sample", number: true, value: (row) => row.index },
      { title: "True", number: true, value: (row) => row.truth[column] },
      { title: "Predicted", number: true, value: (row) => row.said[column], show: (row) => row.said[column] ?? "– (not finite)" },
    ]} /><//>`;
}
