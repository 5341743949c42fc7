// The list of jobs: filtered, paged, live while some of them run; several are chosen to be compared.
import { html, useEffect, useState } from "../core/html.js";
import { useData } from "../core/data.js";
import { ago, count, dateTime, duration, number, percent, words } from "../core/format.js";
import { to } from "../core/route.js";
import { styles } from "../core/style.js";
import { Heading, Progress, State } from "../parts/bits.js";
import { Loaded } from "../parts/problem.js";
import { askedOf, clearFilters, Filters, Pages } from "../parts/job/filters.js";
import { isFinal, phaseWords } from "../parts/job/states.js";

await styles("job");

/** Jobs on a page, and seconds after which it is loaded again: while some are not final, and otherwise. */
const PAGE = 50;
const BUSY_S = 2;
const IDLE_S = 15;
/** Filters of the list. */
const FILTERS = ["text", "state", "task", "name", "recipe", "tag"];
/** Most jobs that are compared at once. */
const MOST = 100;

export default function Jobs({ fragment }) {
  const [chosen, setChosen] = useState(new Set());
  const [busy, setBusy] = useState(true);
  const jobs = useData("v1/jobs", { query: { ...askedOf(FILTERS, fragment), limit: PAGE }, everyS: busy ? BUSY_S : IDLE_S });
  useEffect(() => { document.title = "Jobs – Modelbook"; }, []);
  useEffect(() => { if (jobs.data) setBusy(jobs.data.jobs.some((job) => !isFinal(job.state))); }, [jobs.data]);
  const choose = (id) => setChosen((old) => (old.has(id) ? new Set([...old].filter((one) => one !== id)) : new Set([...old, id].slice(-MOST))));
  const isFiltered = FILTERS.some((name) => fragment[name]) || Boolean(fragment.cursor);
  const actions = html`<a class="button second" href="sweeps">Sweeps</a><${Compare} chosen=${chosen} />`;
  return html`<${Heading} note="Everything that trains, searches, transforms or predicts in the background." actions=${actions}>Jobs<//>
    <${Filters} names=${FILTERS} label="Filter jobs" fragment=${fragment} error=${jobs.error} />
    <${Loaded} of=${jobs} label="Loading jobs">${(page) => (page.jobs.length === 0 ? html`<${Empty} filtered=${isFiltered} />`
      : html`<${Table} jobs=${page.jobs} chosen=${chosen} choose=${choose} /><${Pages} next=${page.next_cursor} fragment=${fragment} noun="jobs" />`)}<//>`;
}

function Compare({ chosen }) {
  if (chosen.size < 2) return html`<span class="muted small">Choose two or more to compare them.</span>`;
  return html`<a class="button" href=${`${to("jobs", "compare")}#jobs=${[...chosen].join(",")}`}>Compare ${count(chosen.size, "job")}</a>`;
}

const Empty = ({ filtered }) => (filtered
  ? html`<p>No job fits. <button class="second" onClick=${() => clearFilters(FILTERS)}>Show all jobs</button></p>`
  : html`<p>There are no jobs yet. Train a recipe of the <a href="catalog">catalog</a>, or bring your own file on the <a href="data">Data</a> page.</p>`);

const COLUMNS = ["Name", "State", "Result", "Recipe", "Submitted", "Took"];

const Table = ({ jobs, chosen, choose }) => html`<div class="scroll"><table class="jobs">
  <thead><tr><th scope="col"><span class="hidden">Compare</span></th>${COLUMNS.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
  <tbody>${jobs.map((job) => html`<${Row} key=${job.id} job=${job} chosen=${chosen.has(job.id)} choose=${choose} />`)}</tbody></table></div>`;

function Row({ job, chosen, choose }) {
  return html`<tr><td><input type="checkbox" checked=${chosen} onChange=${() => choose(job.id)}
      aria-label=${`Compare ${job.name}, submitted ${dateTime(job.created_at)}`} /></td>
    <td><a href=${to("jobs", job.id)}>${job.name}</a>${job.tags.map((tag) => html` <span class="tag">${tag}</span>`)}</td>
    <td><${State} state=${job.state} />${!isFinal(job.state) && html`<${Now} job=${job} />`}</td>
    <td>${job.error ? html`<span class="muted small clipped" title=${job.error}>${job.error}</span>` : result(job)}</td>
    <td>${job.recipe ? html`<a href=${to("catalog", job.recipe)}>${job.recipe}</a>` : html`<span class="muted">own spec</span>`}</td>
    <td class="nowrap" title=${dateTime(job.created_at)}>${ago(job.created_at)}</td>
    <td class="nowrap">${job.started_at && duration((new Date(job.finished_at || Date.now()) - new Date(job.started_at)) / 1000)}</td></tr>`;
}

function Now({ job }) {
  const queued = job.waiting_for ? `waits for ${job.waiting_for}` : job.queue_position && `number ${job.queue_position}`;
  const now = [phaseWords(job.phase), percent(job.progress, 0), job.remaining_s !== null && `${duration(job.remaining_s)} left`];
  if (job.state === "queued") return html` <span class="muted small">${queued}</span>`;
  if (job.state === "paused") return html` <span class="muted small">${percent(job.progress, 0)}</span>`;
  return html`<${Progress} value=${job.progress} label=${`${job.name}: ${percent(job.progress, 0)} done`} />
    <span class="muted small">${now.filter(Boolean).join(", ")}</span>`;
}

/** Names of metrics that say most of a job, the first one that it has. */
const FIRST = [
  "test_accuracy", "val_accuracy", "accuracy", "test_rmse", "mean_score", "test_error",
  "train_perplexity", "train_accuracy", "train_rmse", "train_silhouette", "val_loss", "loss",
];

function result(job) {
  const name = FIRST.find((one) => one in job.metrics) || Object.keys(job.metrics)[0];
  return name && html`${number(job.metrics[name])} <span class="muted small">${words(name)}</span>`;
}
