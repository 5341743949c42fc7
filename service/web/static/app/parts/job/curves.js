// Curves of a job while it trains and after: losses, metrics, the learning rate, overfitting, gaps with their reason.
import { html, useState } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { count, number, title, words } from "../../core/format.js";
import { Card } from "../bits.js";
import { Chart } from "../chart.js";
import { NumbersTable } from "../numbers.js";
import { Loaded } from "../problem.js";
import { Batches } from "./batches.js";
import { chartsOf, divergence, joined, linesOf, withGap } from "./curve_data.js";
import { Range, wholeRange } from "./range.js";
import { isFinal } from "./states.js";

/** Points of a curve that are asked for, and seconds after which they are asked for again while more epochs come. */
const POINTS = 2000;
const AGAIN_S = 5;

/** @param {object} props job; feed: what its events said (useLiveJob). */
export function Curves({ job, feed }) {
  const [range, setRange] = useState([null, null]);
  const zoomed = range[0] !== null;
  const ended = isFinal(job.state);
  const query = { points: POINTS, from: range[0], to: range[1] };
  const history = useData(`v1/jobs/${job.id}/history`, { query, everyS: ended || zoomed ? 0 : AGAIN_S, keep: true });
  return html`<${Loaded} of=${history} label="Loading the curves">${(found) => html`<${Drawn} job=${job} history=${found}
    lines=${zoomed ? [] : feed.epochs} range=${range} onRange=${(from, to) => setRange(wholeRange(from, to))} />`}<//>`;
}

function Drawn({ job, history, lines, range, onRange }) {
  const [shown, setShown] = useState({ logY: divergence(job.error) !== null, rate: true, numbers: false });
  const own = history.curves.jobs[0];
  const diverged = divergence(job.error);
  const curves = withGap(joined({ epoch: history.curves.epoch, metrics: own.metrics }, lines), range[0] === null && diverged);
  if (curves.epoch.length === 0) return html`<${Empty} job=${job} />`;
  const marks = marksOf(history.overfitting, diverged);
  const toggle = (name) => setShown((old) => ({ ...old, [name]: !old[name] }));
  return html`<div class="stack">
    <div class="toolbar">
      <label><input type="checkbox" checked=${shown.logY} onChange=${() => toggle("logY")} /> Logarithmic loss</label>
      <label><input type="checkbox" checked=${shown.rate} onChange=${() => toggle("rate")} /> Learning rate</label>
      <${Range} first=${own.first_epoch ?? curves.epoch[0]} last=${Math.max(own.last_epoch ?? 0, curves.epoch.at(-1))} range=${range} onRange=${onRange} />
      <button class="quiet" aria-expanded=${shown.numbers} onClick=${() => toggle("numbers")}>Numbers</button>
    </div>
    <${Notes} overfitting=${history.overfitting} diverged=${diverged} job=${job} missing=${own.missing} thinned=${history.curves.epochs_per_bucket} />
    <div class="columns">${chartsOf(Object.keys(curves.metrics)).map((chart) => html`<${MetricChart} key=${chart.title} ...${chart} curves=${curves} shown=${shown}
      marks=${marks} onZoom=${onRange} zoomed=${range[0] !== null} />`)}</div>
    ${shown.numbers && html`<${NumbersTable} data=${{ numbers: { epoch: curves.epoch, ...curves.metrics } }} />`}
    <${Batches} batches=${history.batches} />
  </div>`;
}

function MetricChart({ title: name, names, curves, shown, ...rest }) {
  const rate = name === "loss" && shown.rate && curves.metrics.learning_rate;
  const lines = linesOf(names, curves.metrics);
  const series = rate ? [...lines, { name: "learning rate", values: rate, colour: 7, axis: "right" }] : lines;
  return html`<${Card} title=${title(name)}><${Chart} x=${curves.epoch} series=${series} xLabel="epoch" logY=${name === "loss" && shown.logY}
    label=${`${title(name)} by epoch, ${count(curves.epoch.at(-1), "epoch")}`} ...${rest} /><//>`;
}

function marksOf(overfitting, diverged) {
  return [
    ...(overfitting ? [{ x: overfitting.epoch, label: "overfits from here" }] : []),
    ...(diverged ? [{ x: diverged.epoch, label: `${diverged.name}: ${diverged.what}` }] : []),
  ];
}

function Notes({ overfitting, diverged, job, missing, thinned }) {
  return html`${overfitting && html`<p class="note">The validation loss was least in epoch ${overfitting.epoch} (${number(overfitting.val_loss)}) and has risen since to
      ${" "}${number(overfitting.last_val_loss)}, while the training loss fell: the network overfits. Early stopping, dropout or more data help.</p>`}
    ${diverged && html`<p class="note">A gap: ${job.error}. A smaller learning rate, scaled inputs, or a bound of the gradients (clipnorm) help.</p>`}
    ${missing.map((gap) => html`<p class="note" key=${gap.metric}>A gap: ${words(gap.metric)} has no value in ${count(gap.n_epochs, "epoch")}
      ${" "}(${gap.first_epoch} to ${gap.last_epoch}): ${gap.reason}</p>`)}
    ${thinned > 1 && html`<p class="muted small">Of each ${thinned} epochs the least and the greatest value are drawn. Choose a range to see more of it.</p>`}`;
}

function Empty({ job }) {
  const why = isFinal(job.state) ? "It has ended without an epoch: only networks have epochs." : "Curves are drawn as soon as the first epoch has ended.";
  return html`<p class="muted">There are no curves${isFinal(job.state) ? "" : " yet"}. ${why}</p>`;
}
