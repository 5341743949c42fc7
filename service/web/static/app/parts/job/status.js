// What a job does now, what it waits for, and how it ended.
import { html } from "../../core/html.js";
import { ago, bytes, dateTime, duration, integer, number, percent, words } from "../../core/format.js";
import { to } from "../../core/route.js";
import { Card, Facts, Progress, State } from "../bits.js";
import { isFinal, phaseWords } from "./states.js";

/** @param {object} props job; progress: of its newest event, or null; connection: of the event stream. */
export function Status({ job, progress, connection }) {
  return html`<${Card} title="State" wide>
    <p class="now" role="status"><${State} state=${job.state} /> ${sentence(job)}</p>
    ${job.state === "running" && html`<${Running} job=${job} done=${Math.max(job.progress, progress?.progress ?? 0)} />`}
    ${connection === "closed" && !isFinal(job.state) && html`<p class="muted">Its events cannot be followed now; the page asks every two seconds instead.</p>`}
    ${job.error && html`<div class="problem" role="alert"><h3>Why it failed</h3><p>${job.error}</p></div>`}
    <${Facts} items=${factsOf(job)} />
    <${Metrics} metrics=${isFinal(job.state) ? job.metrics : progress?.metrics || job.metrics} ended=${isFinal(job.state)} />
  <//>`;
}

function sentence(job) {
  if (job.cancel_requested && !isFinal(job.state)) return "It is being cancelled.";
  if (job.pause_requested) return "It pauses as soon as it can.";
  if (job.state === "queued") return sentences(job.queue_position && `Number ${job.queue_position} in the queue.`, waits(job));
  if (job.state === "running") return sentences(job.stop_requested && "It ends with the best candidate so far:", phaseWords(job.phase) || "starting", waits(job));
  if (job.state === "paused") return "It keeps what it has done, and continues from there.";
  return `${ago(job.finished_at)}, after ${duration(seconds(job.started_at, job.finished_at))}`;
}

const sentences = (...all) => all.filter(Boolean).join(" ");
const waits = (job) => job.waiting_for && `It waits for ${job.waiting_for}.`;

const Running = ({ job, done }) => html`<div class="run-bar"><${Progress} value=${done} label=${`${job.name}: ${percent(done, 0)} done`} />
  <span>${percent(done, 0)}${job.remaining_s !== null && html`, ${duration(job.remaining_s)} left`}</span></div>`;

const seconds = (from, until) => (from && until ? (new Date(until) - new Date(from)) / 1000 : null);

function factsOf(job) {
  return [
    ["Recipe", job.recipe && html`<a href=${to("catalog", job.recipe)}>${job.recipe}</a>`],
    ["Model", job.model && html`<a href=${to("models", job.model)}>${job.model}</a>`],
    ["Task", words(job.spec.task)],
    ["Of the model", job.spec.task === "batch" ? html`<a href=${to("models", job.spec.model)}>${job.spec.model}</a>` : null],
    ["Data", job.spec.data && html`<${Data} source=${job.spec.data.source} />`],
    ["Attempt", job.attempt > 1 ? integer(job.attempt) : null],
    ["Priority", job.priority ? String(job.priority) : null],
    ["Submitted", dateTime(job.created_at)],
    ["Started", job.started_at && dateTime(job.started_at)],
    ["Ended", job.finished_at && dateTime(job.finished_at)],
    ["Most memory", job.peak_memory && bytes(job.peak_memory)],
    ["Worker", job.worker],
  ];
}

function Data({ source }) {
  const id = /^dataset:(.+)$/.exec(source)?.[1];
  return id ? html`<a href=${to("data", id)}>uploaded file</a>` : source;
}

function Metrics({ metrics, ended }) {
  const names = Object.keys(metrics);
  if (names.length === 0) return null;
  return html`<h3>${ended ? "Results" : "So far"}</h3><${Facts} items=${names.map((name) => [words(name), number(metrics[name])])} />`;
}
