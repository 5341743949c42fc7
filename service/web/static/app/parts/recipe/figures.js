// The book's reported figures beside the measured ones.
import { html, useState } from "../../core/html.js";
import { duration, number, words } from "../../core/format.js";
import { Card, Facts, Scroll } from "../bits.js";
import { VerdictBadge, verdictText } from "./verdict.js";

/** Rows that are shown at first: a search reports two for each candidate. */
const MOST = 8;

/** @param {object} props title: of the form; reported: figures by name; measured: a MeasuredForm or null. */
export function BookFigures({ title, reported, measured }) {
  const rows = measured?.figures.length ? measured.figures : Object.entries(reported).map(([figure, value]) => ({ figure, reported: value,
    measured: null, allowed: null, other_seeds: [], verdict: null }));
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, MOST);
  const others = Object.entries(measured?.metrics || {});
  return html`<${Card} title="The book's figures and ours">
    <p class="muted">${title}. ${measured && html`<${VerdictBadge} verdict=${measured.verdict} /> ${verdictText(measured.verdict)} ${measured.reason
    && `Reason: ${measured.reason}.`}`}</p>
    ${rows.length > 0 && html`<${Scroll} label="Figures"><table class="book-figures"><thead><tr><th scope="col">Figure</th><th scope="col"
    class="number">Book</th><th scope="col" class="number">Measured</th><th scope="col" class="number">Allowed</th><th scope="col">Verdict</th></tr></thead>
      <tbody>${shown.map((row) => html`<tr key=${row.figure}><th scope="row">${nameOf(row.figure)}</th><td class="number">${value(row.reported)}</td>
        <td class="number">${value(row.measured)}${row.other_seeds.length > 0 && html`<br /><span
        class="muted small">other seeds: ${row.other_seeds.map(value).join(", ")}</span>`}</td>
        <td class="number">${row.measured === null ? "–" : row.allowed === null ? "equal" : `± ${number(row.allowed)}`}</td><td>${row.verdict
        ? html`<${VerdictBadge} verdict=${row.verdict} />` : "–"}</td></tr>`)}</tbody></table><//>`}
    ${shown.length < rows.length && html`<p><button class="quiet" onClick=${() => setAll(true)}>Show all ${rows.length} figures</button></p>`}
    ${rows.length === 0 && html`<p class="muted">The book reports no figures for it.</p>`}
    ${others.length > 0 && html`<p class="small muted">Also measured: ${others.map(([name, one]) => `${words(name)} ${value(one)}`).join(", ")}.</p>`}
    ${measured && html`<${Facts} items=${[["Run on", measured.date], ["Seeds", measured.seeds.join(", ")], ["Took", measured.seconds === null ? null
    : duration(measured.seconds)], ["Was expected to take", duration(measured.estimated_seconds)]]} />
    <p class="small muted">${measured.machine}</p>`}
  <//>`;
}

const value = (one) => (typeof one === "number" ? number(one, 5) : one === null || one === undefined ? "–" : Array.isArray(one)
  ? one.map(value).join(", ") : typeof one === "object" ? Object.entries(one).map(([name, part]) => `${name} ${value(part)}`).join(", ") : String(one));

/** A figure of a candidate ends with its parameters, which keep their names. */
function nameOf(figure) {
  const start = figure.indexOf("{");
  return start < 0 ? words(figure) : html`${words(figure.slice(0, start))}<code>${figure.slice(start + 1, -1)}</code>`;
}
