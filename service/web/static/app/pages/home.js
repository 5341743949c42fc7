// The first page: what runs and waits, the newest models, and three ways in.
import { html } from "../core/html.js";
import { useData } from "../core/data.js";
import { ago, duration, percent } from "../core/format.js";
import { to } from "../core/route.js";
import { Card, Heading, Progress, State } from "../parts/bits.js";
import { Loaded } from "../parts/problem.js";

export default function Home() {
  const jobs = useData("v1/jobs", { query: { limit: 5 }, everyS: 3 });
  return html`<${Heading}>Modelbook<//>
    <${Card} title="Jobs"><${Loaded} of=${jobs}>${({ jobs: found }) => html`<ul>${found.map((job) => html`<li key=${job.id}>
      <a href=${to("jobs", job.id)}>${job.name}</a> <${State} state=${job.state} /> ${job.state === "running" && html`<${Progress} value=${job.progress} label=${`${job.name}: ${percent(job.progress)}`} /> ${duration(job.remaining_s)}`}
      <span class="muted">${ago(job.created_at)}</span></li>`)}</ul>`}<//><//>`;
}
