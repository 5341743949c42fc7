// Trials of a search: a table with the best first, the score against each parameter, parallel coordinates; folds of a cross-validation.
import { html, useState } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { count, duration, number } from "../../core/format.js";
import { Facts, Scroll } from "../bits.js";
import { Loaded } from "../problem.js";
import { isFinal } from "./states.js";
import { Overview } from "./search_overview.js";
import { shortNames, valueText } from "./space_names.js";

/** Candidates on a page of the table, and seconds after which it is asked for again while trials run. */
const PAGE = 50;
const AGAIN_S = 3;

/** @param {object} props job: a search. */
export function Trials({ job }) {
  const [cursor, setCursor] = useState(0);
  const query = { order: "rank", limit: PAGE, cursor };
  const page = useData(`v1/jobs/${job.id}/trials`, { query, everyS: isFinal(job.state) ? 0 : AGAIN_S, keep: true });
  const open = page.data && `${page.data.n_trials - page.data.n_open} of ${count(page.data.n_trials, "trial")} of ${count(page.data.n_candidates, "candidate")} done`;
  return html`<${Loaded} of=${page} label="Loading the trials">${(found) => (found.n_candidates === 0 ? html`<p class="muted">The trials are not planned yet.</p>`
    : html`<div class="stack"><p>${open}.</p>
      <${Overview} job=${job} turn=${found.n_trials - found.n_open} />
      <${Table} page=${found} cursor=${cursor} onCursor=${setCursor} /></div>`)}<//>`;
}

function Table({ page, cursor, onCursor }) {
  const keys = [...new Set(page.candidates.flatMap((one) => Object.keys(one.params)))];
  const names = shortNames(keys);
  const figures = [...new Set(page.candidates.flatMap((one) => Object.keys(one.figures)))];
  return html`<${Scroll} label="Candidates"><table><caption>Candidates, best first</caption>
    <thead><tr><th scope="col">Rank</th><th scope="col">No.</th>${keys.map((key) => html`<th scope="col" title=${key}>${names.get(key)}</th>`)}
      <th scope="col">Score</th><th scope="col">On training part</th>
      ${figures.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">Fit</th><th scope="col">Failed because</th></tr></thead>
    <tbody>${page.candidates.map((one) => html`<tr key=${one.candidate}><th scope="row">${one.rank ?? "–"}</th><td>${one.candidate}</td>
      ${keys.map((key) => html`<td>${valueText(one.params[key])}</td>`)}
      <td>${number(one.mean_score)}${one.std_score !== null && html` <span class="muted">± ${number(one.std_score, 2)}</span>`}</td>
      <td>${number(one.mean_train_score)}</td>${figures.map((name) => html`<td>${number(one.figures[name])}</td>`)}
      <td>${duration(one.mean_fit_seconds)}</td><td>${one.errors.join("; ")}</td></tr>`)}</tbody></table><//>
    <p class="actions">${cursor > 0 && html`<button class="second" onClick=${() => onCursor(Math.max(0, cursor - PAGE))}>Better ones</button>`}
      ${page.next_cursor !== null && html`<button class="second" onClick=${() => onCursor(page.next_cursor)}>Further ones</button>`}</p>`;
}

/** @param {object} props job: a cross-validation. */
export function Folds({ job }) {
  const page = useData(`v1/jobs/${job.id}/trials`, { everyS: isFinal(job.state) ? 0 : AGAIN_S });
  return html`<${Loaded} of=${page} label="Loading the folds">${({ candidates: [one] }) => (one ? html`<${FoldsTable} one=${one} />`
    : html`<p class="muted">The folds are not planned yet.</p>`)}<//>`;
}

const FoldsTable = ({ one }) => html`<${Facts} items=${[
    ["Mean score", number(one.mean_score)],
    ["Deviation", number(one.std_score)],
    ["On training parts", number(one.mean_train_score)],
    ["Fit", duration(one.mean_fit_seconds)],
  ]} />
  <${Scroll} label="Folds"><table><caption>Folds</caption>
    <thead><tr><th scope="col">Fold</th><th scope="col">Score</th><th scope="col">On training part</th></tr></thead>
    <tbody>${one.scores.map((score, fold) => html`<tr key=${fold}><th scope="row">${fold + 1}</th>
      <td>${number(score)}</td><td>${number(one.train_scores[fold])}</td></tr>`)}</tbody></table><//>
  ${one.errors.map((error) => html`<p class="note">${error}</p>`)}`;
