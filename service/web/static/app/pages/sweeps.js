// The list of sweeps: sets of jobs that differ by some fields of their specs.
import { html, useEffect } from "../core/html.js";
import { useData } from "../core/data.js";
import { ago, dateTime, words } from "../core/format.js";
import { to } from "../core/route.js";
import { styles } from "../core/style.js";
import { Heading } from "../parts/bits.js";
import { Loaded } from "../parts/problem.js";
import { askedOf, clearFilters, Filters, Pages } from "../parts/job/filters.js";
import { isFinal } from "../parts/job/states.js";

await styles("job");

/** Filters of the list, sweeps on a page, and seconds after which it is loaded again. */
const FILTERS = ["text", "state", "recipe", "tag"];
const PAGE = 50;
const AGAIN_S = 5;

export default function Sweeps({ fragment }) {
  const sweeps = useData("v1/sweeps", { query: { ...askedOf(FILTERS, fragment), limit: PAGE }, everyS: AGAIN_S });
  useEffect(() => { document.title = "Sweeps – Modelbook"; }, []);
  const isFiltered = FILTERS.some((name) => fragment[name]);
  const actions = html`<a class="button second" href="jobs">All jobs</a>`;
  return html`<${Heading} note="Sets of jobs that differ by some fields, for example to compare batch sizes." actions=${actions}>Sweeps<//>
    <${Filters} names=${FILTERS} label="Filter sweeps" fragment=${fragment} error=${sweeps.error} />
    <${Loaded} of=${sweeps} label="Loading sweeps">${(page) => (page.sweeps.length === 0 ? html`<${Empty} filtered=${isFiltered} />`
      : html`<${Table} sweeps=${page.sweeps} /><${Pages} next=${page.next_cursor} fragment=${fragment} noun="sweeps" />`)}<//>`;
}

const Empty = ({ filtered }) => (filtered ? html`<p>No sweep fits. <button class="second" onClick=${() => clearFilters(FILTERS)}>Show all sweeps</button></p>`
  : html`<p>There are no sweeps yet. Some recipes of the <a href="catalog">catalog</a> are sweeps, such as
    ${" "}<a href=${to("catalog", "mnist-dense-784-batches")}>mnist-dense-784-batches</a>.</p>`);

/** States of the jobs with their numbers, those that are not final first. */
const statesOf = (sweep) => Object.entries(sweep.states).filter(([, n]) => n > 0).sort(([a], [b]) => isFinal(a) - isFinal(b));

const Table = ({ sweeps }) => html`<div class="scroll"><table>
  <thead><tr><th scope="col">Name</th><th scope="col">Jobs</th><th scope="col">Recipe</th><th scope="col">Submitted</th></tr></thead>
  <tbody>${sweeps.map((sweep) => html`<tr key=${sweep.id}><td><a href=${to("sweeps", sweep.id)}>${sweep.name}</a></td>
    <td>${statesOf(sweep).map(([state, n]) => html`<span key=${state} class=${`state ${state}`}>${n} ${words(state)}</span> `)}</td>
    <td>${sweep.recipe ? html`<a href=${to("catalog", sweep.recipe)}>${sweep.recipe}</a>` : html`<span class="muted">own spec</span>`}</td>
    <td title=${dateTime(sweep.created_at)}>${ago(sweep.created_at)}</td></tr>`)}</tbody></table></div>`;
