// The first page: three ways in, what runs and waits, and the newest models.
import { html, useEffect } from "../core/html.js";
import { useData } from "../core/data.js";
import { ago, duration, number, percent, words } from "../core/format.js";
import { to } from "../core/route.js";
import { styles } from "../core/style.js";
import { Card, Progress, State } from "../parts/bits.js";
import { ActionError, Loaded } from "../parts/problem.js";
import { useTraining } from "../parts/spec/submit.js";

await styles("home");

/** A job of some seconds, for those who want to see a model at once. */
const FIRST = { recipe: "ada-tree-spirals" };
/** Jobs and models that are listed. */
const SHOWN = 6;

export default function Home() {
  useEffect(() => { document.title = "Modelbook"; }, []);
  const ended = useData("v1/jobs", { query: { state: "succeeded", limit: 2 * SHOWN }, everyS: 4 });
  return html`<div class="home">
    <section class="hero">
      <h1>See it train, play with the model</h1>
      <p class="muted">Train any model of the book, or your own network on your own data. Each model stands behind a URL when it is done.</p>
      <${Ways} />
    </section>
    <div class="columns"><${Jobs} ended=${ended} /><${Models} ended=${ended} /></div>
  </div>`;
}

function Ways() {
  const [train, { busy, error }] = useTraining(FIRST);
  return html`<div class="ways">
      <${Way} href="catalog" mark="▤" title="Train a recipe" text="78 models of the book, each with the figures that it reports beside ours." />
      <${Way} href="data" mark="⇩" title="Bring a file" text="A table, images, a series or a text: see how it is read, then train on it." />
      <${Way} href="play#draw=1" mark="✎" title="Draw a digit" text="Draw with mouse, finger or pen, and see what a network makes of it." />
    </div>
    <p class="actions"><span class="muted">New here?</span> <button class="second" onClick=${train} disabled=${busy}>${busy ? "Starting …" : "Train a small classifier now"}</button>
      <span class="muted">It takes some seconds.</span><${ActionError} error=${error} /></p>`;
}

const Way = ({ href, mark, title, text }) => html`<a class="way" href=${href}><span class="mark" aria-hidden="true">${mark}</span><span><strong>${title}</strong><span>${text}</span></span></a>`;

function Jobs({ ended }) {
  const states = ["running", "queued", "paused"].map((state) => useData("v1/jobs", { query: { state, limit: SHOWN }, everyS: 2 }));
  const current = states.flatMap((page) => page.data?.jobs || []);
  const unknown = states.find((page) => page.data === null);
  return html`<${Card} title="Jobs" actions=${html`<a href="jobs">All jobs</a>`}>
    <h3>Running and waiting</h3>
    ${unknown ? html`<${Loaded} of=${unknown} />` : current.length === 0 && html`<p class="muted">Nothing runs or waits.</p>`}
    <ul class="list">${current.map((job) => html`<${Running} key=${job.id} job=${job} />`)}</ul>
    <${Loaded} of=${ended}>${({ jobs }) => jobs.length > 0 && html`<h3>Done last</h3>
      <ul class="list">${jobs.slice(0, SHOWN).map((job) => html`<li key=${job.id}><a href=${to("jobs", job.id)}>${job.name}</a><${State} state=${job.state} /><span class="muted small">${ago(job.finished_at)}</span></li>`)}</ul>`}<//>
  <//>`;
}

function Running({ job }) {
  const what = job.state === "queued" ? job.waiting_for ? `waits for ${job.waiting_for}` : `position ${job.queue_position ?? "–"} in the queue` : `${job.phase || ""} ${percent(job.progress, 0)}`;
  const left = job.remaining_s === null ? "" : `, ${duration(job.remaining_s)} left`;
  return html`<li class="running"><a href=${to("jobs", job.id)}>${job.name}</a><${State} state=${job.state} />
    <span class="muted small">${what}${left}</span>${job.state === "running" && html`<${Progress} value=${job.progress} label=${`Progress of ${job.name}`} />`}</li>`;
}

function Models({ ended }) {
  return html`<${Card} title="Newest models" actions=${html`<a href="models">All models</a>`}>
    <${Loaded} of=${ended}>${({ jobs }) => {
      const made = jobs.filter((job) => job.model).slice(0, SHOWN);
      return made.length
        ? html`<ul class="list">${made.map((job) => html`<li key=${job.id}><a href=${to("models", job.model)}>${job.model}</a>
            <span class="muted small">${mainMetric(job.metrics)}</span><span class="muted small">${ago(job.finished_at)}</span><a class="try" href=${to("play", job.model)} aria-label=${`Try it: ${job.model}`}>Try it</a></li>`)}</ul>`
        : html`<p class="muted">There are none yet. Train a recipe, or bring a file.</p>`;
    }}<//>
  <//>`;
}

/** Metrics that say most of a model, in order. */
const MAIN = ["test_accuracy", "val_accuracy", "accuracy", "test_score", "score", "test_r2", "r2", "val_loss", "loss"];

function mainMetric(metrics) {
  const name = MAIN.find((one) => typeof metrics[one] === "number") || Object.keys(metrics).find((one) => typeof metrics[one] === "number");
  return name && `${words(name)} ${number(metrics[name])}`;
}
