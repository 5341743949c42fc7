// A classifier: which classes it confuses, the samples of each mistake, figures and curves by class, calibration, and regions over two features.
import { html } from "../../../core/html.js";
import { integer, number, percent } from "../../../core/format.js";
import { setFragment, useHere } from "../../../core/route.js";
import { Card, Facts } from "../../bits.js";
import { CalibrationCard, ClassCurves } from "../class_curves.js";
import { Confusion } from "../confusion.js";
import { Mistakes } from "../mistakes.js";
import { SomeProbabilities } from "../some_probabilities.js";
import { featureCount } from "../surface_data.js";
import { SortedTable } from "../table.js";
import { TwoFeatures } from "../two_features.js";

export default function Classification({ model, output, evaluation, plots }) {
  const report = evaluation?.classification;
  // Of two features the plane shows the whole model; of more it is one view of many.
  const first = featureCount(model) === 2;
  const plane = html`<${TwoFeatures} model=${model} plots=${plots} />`;
  return html`${report && html`<${Summary} report=${report} evaluation=${evaluation} />`}
    ${first && plane}
    ${report && html`<${Confused} model=${model} output=${output} evaluation=${evaluation} />`}
    ${!first && plane}<${SomeProbabilities} plots=${plots} />
    ${
      report &&
      html`<${ClassScores} report=${report} /><${ClassCurves} report=${report} /><${CalibrationCard} calibration=${report.calibration}
      n=${evaluation.n_samples} />`
    }`;
}

const Summary = ({ report, evaluation }) =>
  html`<${Card} title=${`On the ${evaluation.part} part`}><${Facts} items=${[
    ["samples", integer(evaluation.n_samples)],
    ["accuracy", percent(report.accuracy, 2)],
    ["misclassified", integer(report.n_misclassified)],
    ["log loss", report.log_loss === null ? "– (no probabilities)" : number(report.log_loss)],
    ["mean F1", number(report.macro_average.f1)],
    ["of unknown classes", report.n_unseen ? integer(report.n_unseen) : null],
  ]} /><//>`;

/** The matrix and the samples of the cell that is chosen in the fragment. */
function Confused({ model, output, evaluation }) {
  const { fragment } = useHere();
  const report = evaluation.classification;
  const position = (text) => report.labels.findIndex((label) => String(label) === text);
  const [row, column] = [position(fragment.true), position(fragment.predicted)];
  const cell = row >= 0 && column >= 0 && report.confusion_matrix ? { true: row, predicted: column } : null;
  const choose = (one, other) => {
    setFragment({ true: String(report.labels[one]), predicted: String(report.labels[other]) });
    requestAnimationFrame(() => document.getElementById("mistakes")?.scrollIntoView({ block: "nearest" }));
  };
  return html`<div class=${report.labels.length > 12 ? "stack" : "columns"}><${Confusion} report=${report} chosen=${cell} onChoose=${choose} />
    <${Mistakes} model=${model} output=${output} evaluation=${evaluation} cell=${cell} onAll=${() => setFragment({ true: null, predicted: null })} /></div>`;
}

function ClassScores({ report }) {
  const wrong = (position) =>
    (report.confusion_matrix?.[position] || [])
      .map((n, column) => ({ n, column }))
      .filter((one) => one.column !== position && one.n)
      .sort((one, other) => other.n - one.n)[0];
  const rows = report.classes.map((one, position) => ({ ...one, most: wrong(position) }));
  return html`<${Card} title="Each class"><${SortedTable} caption="Precision, recall and F1 of each class" rows=${rows} columns=${[
    { title: "Class", value: (one) => one.label, show: (one) => String(one.label) },
    ...Object.entries({ precision: "Precision", recall: "Recall", f1: "F1" }).map(([name, title]) => ({
      title,
      number: true,
      value: (one) => one[name],
      show: (one) => html`<span class="share" style=${{ "--share": `${100 * one[name]}%` }}>${number(one[name], 3)}</span>`,
    })),
    { title: "Samples", number: true, value: (one) => one.support, show: (one) => integer(one.support) },
    { title: "Most often taken for", value: (one) => one.most?.n ?? 0, show: (one) => (one.most ? `${report.labels[one.most.column]} (${integer(one.most.n)})` : "–") },
  ]} /><//>`;
}
