// Receiver operating characteristic and precision-recall curves of chosen classes, and how far probabilities can be trusted.
import { html, useState } from "../../core/html.js";
import { count, integer, number, percent } from "../../core/format.js";
import { Card } from "../bits.js";
import { Behind } from "./behind.js";
import { Key, Lines } from "./lines.js";
import { SortedTable } from "./table.js";

/** Classes that are drawn at first: those with the least area. */
const FIRST = 4;
/** Lowest rate of the corner in which the curves of good classifiers are. */
const CORNER = 0.8;

/** @param {object} props report: a ClassificationReport. */
export function ClassCurves({ report }) {
  const known = report.classes.map((one, position) => ({ ...one, position })).filter((one) => one.roc || one.precision_recall);
  const weakest = [...known]
    .sort((one, other) => area(one) - area(other))
    .slice(0, FIRST)
    .map((one) => one.position);
  const [chosen, setChosen] = useState(() => new Set(weakest));
  const [near, setNear] = useState(false);
  if (!known.length) return html`<${Card} title="Curves of the classes"><p>There are none: ${reasonOf(report)}.</p><//>`;
  const toggle = (position) =>
    setChosen((old) => {
      const next = new Set(old);
      if (!next.delete(position)) next.add(position);
      return next;
    });
  const shown = known.filter((one) => chosen.has(one.position));
  const corner = html`<label><input type="checkbox" checked=${near} onChange=${(event) => setNear(event.target.checked)} /> only the corner of good classifiers</label>`;
  return html`<${Card} title="Curves of the classes" actions=${corner}>
    <p class="muted">Each class against all others, over all thresholds. Chosen at first are the classes with the least area below the curve.</p>
    <fieldset class="classes"><legend>Classes</legend>${known.map(
      (one) => html`<label key=${one.position}><input type="checkbox" checked=${chosen.has(one.position)}
      onChange=${() => toggle(one.position)} /> ${String(one.label)}</label>`,
    )}</fieldset>
    <div class="columns">
      <${Curve} title="ROC" classes=${shown.filter((one) => one.roc)} x=${(one) => one.roc.false_positive_rate} y=${(one) => one.roc.true_positive_rate}
        note=${(one) => `AUC ${number(one.roc.auc)}`}
        xLabel="false positive rate" yLabel="true positive rate" diagonal=${true} xRange=${near ? [0, 1 - CORNER] : [0, 1]} yRange=${near ? [CORNER, 1] : [0, 1]} />
      <${Curve} title="Precision and recall" classes=${shown.filter((one) => one.precision_recall)} x=${(one) => one.precision_recall.recall}
        y=${(one) => one.precision_recall.precision}
        note=${(one) => `average precision ${number(one.precision_recall.average_precision)}`} xLabel="recall" yLabel="precision"
        xRange=${near ? [CORNER, 1] : [0, 1]} yRange=${near ? [CORNER, 1] : [0, 1]} />
    </div>
    <${Behind} summary="Areas of all classes"><${SortedTable} caption="Areas" rows=${known} sort=${1} columns=${[
      { title: "Class", value: (one) => String(one.label) },
      { title: "AUC (ROC)", number: true, value: (one) => one.roc?.auc ?? null, show: (one) => number(one.roc?.auc) },
      {
        title: "Average precision",
        number: true,
        value: (one) => one.precision_recall?.average_precision ?? null,
        show: (one) => number(one.precision_recall?.average_precision),
      },
    ]} /><//>
  <//>`;
}

const area = (one) => one.roc?.auc ?? one.precision_recall.average_precision;

function reasonOf(report) {
  if (report.labels.length > 100) return "curves are kept of at most 100 classes";
  return report.calibration === null ? "the model gives no probabilities" : "every sample has the same class";
}

function Curve({ title, classes, x, y, note, diagonal = false, ...axes }) {
  const spoken = classes
    .slice(0, 12)
    .map((one) => `${one.label}: ${note(one)}`)
    .join("; ");
  return html`<figure class="curve"><figcaption>${title}</figcaption>
    <${Lines} lines=${classes.map((one) => ({ name: String(one.label), x: x(one), y: y(one), series: one.position }))} ...${axes}
      diagonal=${diagonal}
      label=${`${title}: ${spoken || "no class is chosen"}`} />
    <${Key} items=${classes.map((one) => ({ name: String(one.label), series: one.position, note: note(one) }))} /></figure>`;
}

/** @param {object} props calibration: a Calibration of a report, or null. */
export function CalibrationCard({ calibration, n }) {
  if (!calibration) return html`<${Card} title="Calibration"><p>The model gives no probabilities, so that there is nothing to calibrate.</p><//>`;
  const bins = calibration.bins;
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const gaps = bins.filter((bin) => bin.count).map((bin) => `said ${percent(bin.confidence, 0)}, right ${percent(bin.accuracy, 0)}, ${count(bin.count, "sample")}`);
  return html`<${Card} title="Calibration">
    <p class="muted">How often the model is right where it is that sure. On the dashed line its probabilities are what they say; they differ by ${percent(calibration.expected_error)} in the mean.</p>
    <div class="columns">
      <figure class="curve"><figcaption>Right, by probability</figcaption><${Lines} diagonal=${true} xLabel="mean probability" yLabel="share that is right"
        label=${`Calibration: ${gaps.join("; ")}`}
        lines=${[{ name: "accuracy", series: 0, points: true, x: bins.map((bin) => bin.confidence), y: bins.map((bin) => bin.accuracy) }]} /></figure>
      <figure class="curve"><figcaption>Samples, by probability</figcaption><${Lines} xLabel="probability of the predicted class" yLabel="samples" yRange=${[0, most]}
        label=${`Samples by probability, of ${integer(n)}`}
        bars=${bins.map((bin) => ({ low: bin.low, high: bin.high, value: bin.count, series: 0, name: count(bin.count, "sample") }))} /></figure>
    </div>
    <${Behind} summary="Numbers"><${SortedTable} caption="Calibration" rows=${bins} columns=${[
      { title: "Probability", value: (bin) => bin.low, show: (bin) => `${percent(bin.low, 0)} to ${percent(bin.high, 0)}` },
      { title: "Samples", number: true, value: (bin) => bin.count, show: (bin) => integer(bin.count) },
      { title: "Mean probability", number: true, value: (bin) => bin.confidence, show: (bin) => percent(bin.confidence) },
      { title: "Right", number: true, value: (bin) => bin.accuracy, show: (bin) => percent(bin.accuracy) },
    ]} /><//><//>`;
}
