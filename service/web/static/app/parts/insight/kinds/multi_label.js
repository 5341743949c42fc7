// Several labels for each sample: precision and recall of each label at a threshold that is chosen, over some samples of the evaluated part.
import { html, useEffect, useMemo, useState } from "../../../core/html.js";
import { integer, number, percent } from "../../../core/format.js";
import { Card, Facts } from "../../bits.js";
import { ActionError, Spinner } from "../../problem.js";
import { Key, Lines } from "../lines.js";
import { predicted, spreadSamples } from "../samples.js";
import { SortedTable } from "../table.js";

const THRESHOLDS = Array.from({ length: 51 }, (_, at) => at / 50);

export default function MultiLabel({ model, output }) {
  const [state, setState] = useState({ found: null, error: null });
  const [threshold, setThreshold] = useState(0.5);
  useEffect(() => {
    let current = true;
    load(model, output).then(
      (found) => current && setState({ found, error: null }),
      (error) => current && setState({ found: null, error }),
    );
    return () => {
      current = false;
    };
  }, [model.ref, output]);
  const metrics = Object.entries(model.metrics).filter(([name]) => /exact_match|label_accuracy|f1/.test(name));
  return html`<${Card} title="All labels"><${Facts} items=${metrics.map(([name, value]) => [name.replaceAll("_", " "), number(value)])} /><//>
    ${
      state.error
        ? html`<${ActionError} error=${state.error} />`
        : !state.found
          ? html`<${Spinner} label="Asking the model" />`
          : html`<${Thresholds} ...${state.found}
      threshold=${threshold} onThreshold=${setThreshold} />`
    }`;
}

async function load(model, output) {
  const names = model.signature.outputs[output].target_columns || model.signature.outputs[output].labels;
  const part = Object.keys(model.provenance.parts || {}).find((name) => name === "test") || "train";
  const { samples, n_samples: total } = await spreadSamples(model, part);
  const answers = await predicted(
    model,
    samples.map((sample) => sample.raw.inputs),
    { output },
  );
  const labels = names?.map(String) || Object.keys(answers[0].probabilities);
  const truths = samples.map((sample) => [sample.raw.targets[output]].flat().map(Number));
  return { part, total, labels, rows: answers.map((answer, at) => labels.map((label, column) => ({ p: answer.probabilities[label], has: truths[at][column] === 1 }))) };
}

function Thresholds({ part, total, labels, rows, threshold, onThreshold }) {
  const at = (limit) =>
    labels.map((label, column) => ({
      label,
      ...figuresOf(
        rows.map((row) => row[column]),
        limit,
      ),
    }));
  const [now, curves] = [at(threshold), useMemo(() => THRESHOLDS.map(at), [rows])];
  const lines = labels.slice(0, 8).map((label, column) => ({ name: label, series: column, x: THRESHOLDS, y: curves.map((figures) => figures[column].f1) }));
  return html`<${Card} title="Threshold"><p
    class="muted">A sample gets every label whose probability is at least the threshold; the service uses 0.5. Measured here: ${integer(rows.length)} of ${integer(total)} samples of the ${part} part.</p>
    <p><label>Threshold <input type="range" min="0" max="1" step="0.02" value=${threshold}
      onInput=${(event) => onThreshold(Number(event.target.value))} /> <output>${number(threshold)}</output></label></p>
    <div class="columns"><${SortedTable} caption="Each label" rows=${now} columns=${[
      { title: "Label", value: (one) => one.label },
      ...[
        ["Precision", "precision"],
        ["Recall", "recall"],
        ["F1", "f1"],
      ].map(([title, name]) => ({ title, number: true, value: (one) => one[name], show: (one) => (one[name] === null ? "–" : percent(one[name])) })),
      { title: "Samples", number: true, value: (one) => one.support },
      { title: "Predicted", number: true, value: (one) => one.predicted },
    ]} />
    <figure class="curve"><figcaption>F1 by threshold${labels.length > 8 ? ", the first 8 labels" : ""}</figcaption><${Lines} lines=${lines} xLabel="threshold"
      yLabel="F1" label=${`F1 by threshold; now ${now.map((one) => `${one.label} ${percent(one.f1)}`).join(", ")}`} />
      <${Key} items=${lines.map(({ name, series }) => ({ name, series }))} /></figure></div><//>`;
}

/** Precision, recall and F1 of a label at a threshold; null where nothing is predicted, or nothing is there. */
function figuresOf(cells, limit) {
  const predictedN = cells.filter((cell) => cell.p >= limit).length;
  const support = cells.filter((cell) => cell.has).length;
  const right = cells.filter((cell) => cell.has && cell.p >= limit).length;
  const [precision, recall] = [predictedN ? right / predictedN : null, support ? right / support : null];
  return { precision, recall, f1: predictedN + support ? (2 * right) / (predictedN + support) : null, support, predicted: predictedN };
}
