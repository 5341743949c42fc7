// What a reproduction or a retraining has found.
import { html } from "../../core/html.js";
import { count, integer, number, words } from "../../core/format.js";
import { to } from "../../core/route.js";
import { Card, Facts, Scroll } from "../bits.js";

/** @param {object} props found: the field `reproduction` of a job; model: the model that was trained again. */
export const ReproductionCard = ({ found, model }) => html`<${Card} title="Reproduction" wide>
  <p><strong>${found.verdict}</strong></p>
  <${Facts} items=${[["Model", html`<a href=${to("models", model)}>${model}</a>`], ["Equal in every bit", found.bit_equal ? "yes" : "no"]]} />
  <${Scroll} label="Figures"><table><caption>How far numbers differ</caption>
    <thead><tr>${["Of", "Values", "Different", "Largest difference", "Relative to the largest value"].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${[["learned numbers", found.weights], ["outputs", found.outputs]].map(([name, one]) => html`<tr><th scope="row">${name}</th>
      <td>${integer(one.n_values)}</td><td>${integer(one.n_different)}</td>
      <td>${number(one.largest)}</td><td>${number(one.largest_relative)}</td></tr>`)}</tbody></table><//>
  ${found.metrics.length > 0 && html`<${Changes} title="Metrics that differ" rows=${found.metrics} shown=${number} />`}
  ${found.environment.length > 0 && html`<${Changes} title="What differs of the surroundings" rows=${found.environment}
    shown=${(value) => value ?? "not recorded"} />`}<//>`;

const Changes = ({ title, rows, shown }) => html`<${Scroll} label="Figures"><table><caption>${title}</caption>
  <thead><tr><th scope="col">Name</th><th scope="col">Recorded</th><th scope="col">Now</th></tr></thead>
  <tbody>${rows.map((row) => html`<tr key=${row.name}><th scope="row">${words(row.name)}</th>
    <td>${shown(row.recorded)}</td><td>${shown(row.now)}</td></tr>`)}</tbody></table><//>`;

function comparedOn(comparison) {
  if (!comparison) return "The models are compared when the new one is trained.";
  return comparison.reason || `Compared on ${count(comparison.n_samples, "sample")} of the ${comparison.part} part.`;
}

/** @param {object} props found: the field `retraining` of a job. */
export const RetrainingCard = ({ found }) => html`<${Card} title="Retraining" wide>
  <p>Of <a href=${to("models", found.model)}>${found.model}</a>. ${comparedOn(found.comparison)}</p>
  ${found.comparison?.figures.length > 0 && html`<${Scroll} label="Figures"><table><caption>New and before</caption>
    <thead><tr>${["Figure", "Before", "New", "Difference", "Better is"].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${found.comparison.figures.map((row) => html`<tr key=${row.name}><th scope="row">${words(row.name)}</th><td>${number(row.old)}</td><td>${number(row.new)}</td>
      <td>${number(row.difference)}</td><td>${row.better}</td></tr>`)}</tbody></table><//>`}
  ${found.comparison?.notes.map((note) => html`<p class="muted">${note}</p>`)}
  ${found.promote && html`<p>The alias <code>${found.promote.alias}</code> is moved ${words(found.promote.when)}:
    ${" "}${found.promotion ? found.promotion.reason : "not decided yet."}</p>`}<//>`;
