// The log of a job: changes of its state and its messages, in order; and the texts that it generated after epochs.
import { html, useState } from "../../core/html.js";
import { count, number } from "../../core/format.js";
import { Problem, Spinner } from "../problem.js";
import { isFinal } from "./states.js";
import { useStoredEvents } from "./stored_events.js";

const MESSAGES = ["state", "log", "model"];
const SAMPLES = ["sample"];
/** Epochs whose texts are shown before more are asked for. */
const EPOCHS = 10;

/** @param {object} props job; newer: events of its stream. */
export function Log({ job, newer }) {
  const { events, older, error, loaded } = useStoredEvents(job, { names: MESSAGES, newer, ended: isFinal(job.state) });
  if (error) return html`<${Problem} error=${error} />`;
  if (!loaded) return html`<${Spinner} label="Loading the log" />`;
  return html`${older && html`<p><button class="second" onClick=${older}>Show older messages</button></p>`}
    <div class="log" role="log" aria-label="Messages of the job" tabindex="0"><ol>${events.map((event) => html`<li key=${event.id}>
      <time datetime=${event.at}>${new Date(event.at).toLocaleTimeString("en-GB")}</time> <span class="kind">${event.event}</span> ${said(event)}</li>`)}</ol></div>`;
}

const said = ({ event, data }) => ({
  log: () => data.message,
  model: () => `registered ${data.model}`,
  state: () => [data.state, data.worker && `on ${data.worker}`, data.reason, data.error].filter(Boolean).join(": "),
})[event]();

/** @param {object} props job; newer: samples of its stream. */
export function Texts({ job, newer }) {
  const ended = isFinal(job.state);
  const { events, older, error, loaded } = useStoredEvents(job, { names: SAMPLES, newer, ended });
  const [shown, setShown] = useState(EPOCHS);
  if (error) return html`<${Problem} error=${error} />`;
  if (!loaded) return html`<${Spinner} label="Loading the texts" />`;
  const epochs = [...Map.groupBy(events, ({ data }) => data.epoch)].reverse();
  if (epochs.length === 0) return html`<p class="muted">${ended ? "No text was generated." : "A text is generated at the end of an epoch."}</p>`;
  const more = () => { setShown(shown + EPOCHS); if (older && shown + EPOCHS > epochs.length) older(); };
  return html`<div class="stack">${epochs.slice(0, shown).map(([epoch, samples]) => html`<${OfEpoch} key=${epoch} epoch=${epoch} samples=${samples} />`)}
    ${(epochs.length > shown || older) && html`<p><button class="second" onClick=${more}>Show earlier ones</button>
      ${" "}<span class="muted">${count(Math.min(shown, epochs.length), "epoch")} shown</span></p>`}</div>`;
}

const OfEpoch = ({ epoch, samples }) => html`<section class="card" aria-label=${`Texts after epoch ${epoch}`}><h3>After epoch ${epoch}</h3>
  <dl class="texts">${samples.map(({ id, data }) => html`<div key=${id}><dt>temperature ${number(data.temperature)}</dt>
    <dd><span class="muted">${data.seed}</span>${data.text}</dd></div>`)}</dl></section>`;
