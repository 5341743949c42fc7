// The log of a job: changes of its state and its messages, in order; and the texts that it generated after epochs.
import { html, useState } from "../../core/html.js";
import { count, number } from "../../core/format.js";
import { Spinner } from "../problem.js";
import { isFinal } from "./states.js";

/** Lines that are shown before more are asked for. */
const PAGE = 200;

/** @param {object} props log: [{id, kind, text}] in order; connection: of the event stream. */
export function Log({ log, connection }) {
  const [shown, setShown] = useState(PAGE);
  if (log.length === 0) return connection === "closed" ? html`<p class="muted">There are no messages.</p>` : html`<${Spinner} label="Reading the log" />`;
  const left = log.length - shown;
  return html`${left > 0 && html`<p><button class="second" onClick=${() => setShown(shown + PAGE)}>Show older ones (${left})</button></p>`}
    <div class="log" role="log" aria-label="Messages of the job" tabindex="0"><ol>${log.slice(-shown).map((line) => html`<li key=${line.id}>
      <span class="kind">${line.kind}</span> ${line.text}</li>`)}</ol></div>`;
}

/** @param {object} props samples: texts in the order in which they were generated; job. */
export function Texts({ samples, job }) {
  const [shown, setShown] = useState(5);
  const epochs = [...new Set(samples.map((sample) => sample.epoch))].reverse();
  if (epochs.length === 0) return html`<p class="muted">${isFinal(job.state) ? "No text was generated." : "A text is generated at the end of an epoch."}</p>`;
  return html`<div class="stack">${epochs.slice(0, shown).map((epoch) => html`<section key=${epoch} class="card" aria-label=${`Texts after epoch ${epoch}`}>
      <h3>After epoch ${epoch}</h3>
      <dl class="texts">${samples.filter((sample) => sample.epoch === epoch).map((sample) => html`<div><dt>temperature ${number(sample.temperature)}</dt>
        <dd><span class="muted">${sample.seed}</span>${sample.text}</dd></div>`)}</dl></section>`)}
    ${epochs.length > shown && html`<p><button class="second" onClick=${() => setShown(shown + 20)}>Show more of ${count(epochs.length, "epoch")}</button></p>`}</div>`;
}
