// What a model was made from, and what was made from it.
import { html } from "../../core/html.js";
import { modelPath } from "../../core/api.js";
import { useData } from "../../core/data.js";
import { to } from "../../core/route.js";
import { State } from "../bits.js";
import { Loaded } from "../problem.js";

/** How a child followed from its parent, as a sentence about the parent. */
const FROM = {
  data: "was the data of", start: "gave its weights to", share: "shares layers with",
  layer: "is a layer of", checkpoint: "gave a checkpoint to", retrained: "was trained again by", made: "made", imported: "imported", appended: "has further rows in",
};

export function Lineage({ model }) {
  const lineage = useData(`${modelPath(model.ref)}/lineage`);
  return html`<${Loaded} of=${lineage}>${(data) => html`<${Steps} data=${data} />${!data.complete && html`<p class="muted">There is more than is shown.</p>`}`}<//>`;
}

function Steps({ data }) {
  const things = new Map(data.things.map((thing) => [thing.id, thing]));
  if (!data.links.length) return html`<p class="muted">Nothing else is known about where it came from.</p>`;
  return html`<ul class="lineage">${[...data.links].reverse().map((link) => html`<li key=${link.parent + link.child + link.relation}>
    <${Thing} thing=${things.get(link.parent)} model=${data.model} /> ${FROM[link.relation] || link.relation} <${Thing} thing=${things.get(link.child)}
    model=${data.model} /></li>`)}</ul>`;
}

const PAGES = { job: "jobs", model: "models", dataset: "data" };

function Thing({ thing, model }) {
  const name = thing.kind === "job" ? `job ${thing.title || thing.name}` : thing.kind === "dataset" ? `data ${thing.title || thing.name}` : thing.name;
  if (thing.gone) return html`<span class="muted">${name} (deleted, or not yours)</span>`;
  if (thing.kind === "model" && thing.name === model) return html`<strong>${name}</strong>`;
  return html`<span><a href=${to(PAGES[thing.kind], thing.name.replace(/^dataset:/, ""))}>${name}</a>
    ${thing.state && thing.state !== "succeeded" && html` <${State} state=${thing.state} />`}</span>`;
}
