// Misclassified samples of a cell of the confusion matrix, or of all: each with its true and predicted class; a chosen one with its probabilities.
import { html, useEffect, useState } from "../../core/html.js";
import { count, integer, percent } from "../../core/format.js";
import { Card } from "../bits.js";
import { ActionError } from "../problem.js";
import { Probabilities } from "../probabilities.js";
import { Sample } from "./sample.js";
import { predicted, useSamples, wholeSample } from "./samples.js";
import { Pager } from "./table.js";

/** Samples of a page. */
const PAGE = 12;
const ORDERS = {
  index: ["in the order of the data", (one, other) => one.index - other.index],
  surest: ["surest first", (one, other) => (other.probability ?? 0) - (one.probability ?? 0)],
  unsure: ["least sure first", (one, other) => (one.probability ?? 0) - (other.probability ?? 0)],
};

/**
 * @param {object} props model; output: its name; evaluation: an EvaluationOut; cell: {true, predicted} as positions of labels, or null for all; onAll: shows all.
 */
export function Mistakes({ model, output, evaluation, cell, onAll }) {
  const report = evaluation.classification;
  const [order, setOrder] = useState("index");
  const [page, setPage] = useState(0);
  useEffect(() => setPage(0), [cell?.true, cell?.predicted]);
  const names = cell && [report.labels[cell.true], report.labels[cell.predicted]];
  const listed = report.misclassified.filter((one) => !cell || (one.true === names[0] && one.predicted === names[1])).sort(ORDERS[order][1]);
  const total = cell ? report.confusion_matrix[cell.true][cell.predicted] : report.n_misclassified;
  const title = cell ? `True ${names[0]}, predicted ${names[1]}` : "Misclassified samples";
  const shown = listed.slice(PAGE * page, PAGE * (page + 1));
  return html`<${Card} title=${title} id="mistakes" actions=${cell && html`<button class="second" onClick=${onAll}>All misclassified</button>`}>
    <p aria-live="polite">${summary(cell, listed.length, total, report, evaluation.part)}</p>
    ${
      listed.length > 1 &&
      report.misclassified.some((one) => one.probability !== null) &&
      html`<p><label>Order <select value=${order} onChange=${(event) => {
        setOrder(event.target.value);
        setPage(0);
      }}>
      ${Object.entries(ORDERS).map(([id, [name]]) => html`<option key=${id} value=${id}>${name}</option>`)}</select></label></p>`
    }
    ${shown.length > 0 && html`<${Gallery} model=${model} output=${output} part=${evaluation.part} mistakes=${shown} />`}
    ${listed.length > PAGE && html`<${Pager} page=${page} pages=${Math.ceil(listed.length / PAGE)} onPage=${setPage} what="misclassified samples" />`}
  <//>`;
}

function summary(cell, listed, total, report, part) {
  if (cell && cell.true === cell.predicted)
    return `${count(total, "sample")} of the ${part} part ${total === 1 ? "is" : "are"} right here. Samples are recorded of mistakes only: choose a cell beside the diagonal.`;
  if (!total) return cell ? "No sample was confused in this way." : `No sample of the ${part} part is misclassified.`;
  if (listed < total)
    return `${integer(listed)} of ${count(total, "sample")} can be shown: the evaluation keeps the first ${integer(report.misclassified.length)} of ${integer(report.n_misclassified)} mistakes.`;
  return `${count(total, "sample")} of the ${part} part${cell ? "" : " are misclassified. A cell of the matrix shows those of one pair of classes"}.`;
}

function Gallery({ model, output, part, mistakes }) {
  const [chosen, setChosen] = useState(null);
  const { samples, error } = useSamples(
    model,
    part,
    mistakes.map((one) => one.index),
  );
  const detail = mistakes.find((one) => one.index === chosen);
  return html`<ul class="gallery">${mistakes.map(
    (one) => html`<li key=${one.index}><button class="second" aria-expanded=${one.index === chosen}
      onClick=${() => setChosen(one.index === chosen ? null : one.index)}>
      ${samples.has(one.index) && html`<${Sample} values=${samples.get(one.index).raw.inputs} model=${model} small=${true} label=${`Sample ${one.index}`} />`}
      <span class="said">true <b>${String(one.true ?? "–")}</b>, said <b>${String(one.predicted)}</b>${
        one.probability !== null &&
        html` <span
        class="muted unbroken">${percent(one.probability, 0)}</span>`
      }</span></button></li>`,
  )}</ul>
    ${error && html`<p class="note">The samples themselves cannot be shown: ${error.message}</p>`}
    ${detail && samples.has(chosen) && html`<${Detail} key=${chosen} model=${model} output=${output} part=${part} mistake=${detail} sample=${samples.get(chosen)} />`}`;
}

/** A chosen sample, large, with the probabilities that the model gives now. */
function Detail({ model, output, part, mistake, sample }) {
  const [state, setState] = useState({ answer: null, error: null });
  useEffect(() => {
    let current = true;
    const asked = async () => predicted(model, [(await wholeSample(model, part, mistake.index)).raw.inputs], { output });
    asked().then(
      ([answer]) => current && setState({ answer, error: null }),
      (error) => current && setState({ answer: null, error }),
    );
    return () => {
      current = false;
    };
  }, [mistake.index]);
  return html`<section class="detail" aria-label=${`Sample ${mistake.index}`}>
    <div><h3>Sample ${mistake.index}</h3><${Sample} values=${sample.raw.inputs} model=${model} label=${`Sample ${mistake.index}`} />
      ${sample.source_index !== null && html`<p class="muted small">Index ${sample.source_index} in the data set.</p>`}</div>
    <div aria-live="polite">${state.answer?.probabilities && html`<${Probabilities} probabilities=${state.answer.probabilities} truth=${mistake.true ?? undefined} />`}
      ${state.answer && !state.answer.probabilities && html`<p>The model says ${String(state.answer.label)}; it gives no probabilities.</p>`}<${ActionError}
        error=${state.error} /></div>
  </section>`;
}
